// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/text_pane.h"

#include <QFontDatabase>
#include <QTextBlock>

namespace assize::ui {

TextPane::TextPane(const QString& accessibleName, QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    setFont(fixed);
    setTabChangesFocus(true);
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * 4.0);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(accessibleName);
}

void TextPane::setContent(const QString& text)
{
    if (text != toPlainText())
        setPlainText(text);
}

void TextPane::mark(int line, int column, int length, const QColor& color)
{
    const QTextBlock block = line >= 0 ? document()->findBlockByNumber(line) : QTextBlock();
    if (!block.isValid()) {
        setExtraSelections({});
        return;
    }
    QColor soft = color;
    soft.setAlphaF(0.18F);
    QTextEdit::ExtraSelection wholeLine;
    wholeLine.cursor = QTextCursor(block);
    wholeLine.format.setBackground(soft);
    wholeLine.format.setProperty(QTextFormat::FullWidthSelection, true);
    QTextEdit::ExtraSelection token = wholeLine;
    const int start = std::min(column, block.length() - 1);
    token.cursor.setPosition(block.position() + start);
    token.cursor.setPosition(block.position() + std::min(start + length, block.length() - 1),
                             QTextCursor::KeepAnchor);
    soft.setAlphaF(0.45F);
    token.format = {};
    token.format.setBackground(soft);
    setExtraSelections({wholeLine, token});
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + start);
    setTextCursor(cursor);
    centerCursor();
}

} // namespace assize::ui
