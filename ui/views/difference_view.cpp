// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/difference_view.h"

#include "ui/state/difference.h"
#include "ui/state/text.h"
#include "ui/state/theme.h"
#include "ui/views/text_pane.h"

#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

QWidget* titled(const QString& title, TextPane* pane)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* label = new QLabel(title);
    label->setBuddy(pane);
    label->setContentsMargins(6, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(pane);
    return box;
}

} // namespace

DifferenceView::DifferenceView(QWidget* parent)
    : QWidget(parent), m_summary(new QLabel), m_expected(new TextPane(tr("Expected output"))),
      m_output(new TextPane(tr("Output of the program")))
{
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(6, 4, 6, 4);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(titled(tr("Expected"), m_expected));
    splitter->addWidget(titled(tr("Output"), m_output));
    splitter->setChildrenCollapsible(false);
    m_panes = splitter;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_panes, 1);
    layout->addStretch(0);
    connect(m_expected->verticalScrollBar(), &QScrollBar::valueChanged, m_output->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(m_output->verticalScrollBar(), &QScrollBar::valueChanged, m_expected->verticalScrollBar(),
            &QScrollBar::setValue);
}

void DifferenceView::show(const model::Run* run, const QString& testName, const QString& reason)
{
    m_panes->setVisible(run != nullptr);
    if (run == nullptr) {
        m_summary->setText(reason);
        m_expected->setContent({});
        m_output->setContent({});
        return;
    }
    const Difference difference = findDifference(run->expected, run->output);
    QString text;
    if (!run->message.empty())
        text = toText(run->message).trimmed() + u'\n';
    if (!difference.any)
        text += tr("Test %1: no difference in the part that is kept.").arg(testName);
    else if (difference.onlyWhitespace)
        text += tr("Test %1: only blanks or line ends differ, first in line %2 of this excerpt.")
                    .arg(testName)
                    .arg(difference.outputLine + 1);
    else if (difference.outputLength == 0)
        text += tr("Test %1: the output ends where more is expected.").arg(testName);
    else if (difference.expectedLength == 0)
        text += tr("Test %1: the output goes on after the expected end.").arg(testName);
    else
        text += tr("Test %1: first difference in line %2, column %3 of this excerpt.")
                    .arg(testName)
                    .arg(difference.outputLine + 1)
                    .arg(difference.outputColumn + 1);
    text +=
        u' ' +
        tr("The program wrote %1 bytes").arg(QLocale().toString(static_cast<qulonglong>(run->outputSize)));
    text += run->differenceOffset > 0
                ? QString(tr("; shown from byte %1.")
                              .arg(QLocale().toString(static_cast<qulonglong>(run->differenceOffset))))
                : u"."_s;
    m_summary->setText(text);
    m_expected->setContent(difference.expected);
    m_output->setContent(difference.output);
    const bool dark = isDark(palette());
    m_expected->mark(difference.line, difference.column, difference.expectedLength,
                     markColors(Mark::AC, dark).fill);
    m_output->mark(difference.outputLine, difference.outputColumn, difference.outputLength,
                   markColors(Mark::WA, dark).fill);
}

} // namespace assize::ui
