// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/apply_theme.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

void applyTheme(Theme theme)
{
    static const QString desktopStyle = QApplication::style()->objectName();
    if (theme == Theme::System) {
        QApplication::setStyle(QStyleFactory::create(desktopStyle));
        QApplication::setPalette(QPalette());
        return;
    }
    // Other styles do not follow a palette that is not the desktop's.
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setPalette(theme == Theme::Dark ? darkPalette() : lightPalette());
}

} // namespace assize::ui
