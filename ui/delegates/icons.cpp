// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

QPixmap render(const QByteArray& svg, int size)
{
    QSvgRenderer renderer(svg);
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

QByteArray read(const QString& name)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QIcon themedIcon(const QString& name, const QPalette& palette)
{
    const QByteArray svg = read(name);
    QIcon icon;
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Disabled}) {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        QByteArray colored = svg;
        colored.replace("#444444", palette.color(group, QPalette::ButtonText).name().toLatin1());
        for (const int size : {16, 20, 24, 32, 48, 64})
            icon.addPixmap(render(colored, size), mode);
    }
    return icon;
}

QIcon applicationIcon()
{
    const QByteArray svg = read(u"assize"_s);
    QIcon icon;
    for (const int size : {16, 32, 48, 64, 128, 256})
        icon.addPixmap(render(svg, size));
    return icon;
}

} // namespace assize::ui
