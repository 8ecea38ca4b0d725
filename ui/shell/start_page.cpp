// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/start_page.h"

#include "ui/delegates/icons.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

StartPage::StartPage(QWidget* parent)
    : QWidget(parent), m_picture(new QLabel), m_title(new QLabel), m_text(new QLabel),
      m_recentTitle(new QLabel(tr("Opened before"))), m_open(new QPushButton(tr("Open folder\u2026"))),
      m_recent(new QVBoxLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_picture->setPixmap(applicationIcon().pixmap(QSize(72, 72), devicePixelRatioF()));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setBold(true);
    m_title->setFont(large);
    for (QLabel* label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    QFont bold = font();
    bold.setBold(true);
    m_recentTitle->setFont(bold);
    m_open->setDefault(true);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);

    auto* column = new QWidget;
    column->setMaximumWidth(560);
    auto* content = new QVBoxLayout(column);
    content->setSpacing(10);
    content->addStretch(2);
    content->addWidget(m_picture);
    content->addWidget(m_title);
    content->addWidget(m_text);
    content->addSpacing(4);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    content->addLayout(buttons);
    content->addSpacing(10);
    content->addWidget(m_recentTitle);
    m_recent->setSpacing(0);
    content->addLayout(m_recent);
    content->addStretch(3);
    auto* layout = new QHBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(column, 4);
    layout->addStretch(1);
}

void StartPage::setRecent(const QStringList& folders)
{
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_recentTitle->setVisible(!folders.isEmpty());
    for (const QString& folder : folders.mid(0, 5)) {
        // A name with an ampersand is a name, not a shortcut.
        QString name = QFileInfo(folder).fileName();
        auto* button = new QCommandLinkButton(name.replace(u'&', "&&"_L1), folder);
        connect(button, &QPushButton::clicked, this, [this, folder] { Q_EMIT folderRequested(folder); });
        m_recent->addWidget(button);
    }
}

void StartPage::showWelcome(const QStringList& recentFolders)
{
    m_title->setText(tr("Judge a contest, or homework"));
    m_text->setText(tr("Open the folder of a contest, or drop it here. It holds the problem packages in "
                       "problems/ and the hand-ins in "
                       "submissions/, for example submissions/alice/hello.cpp.\n\nThen press Judge: every "
                       "submission is compiled and run in a "
                       "sandbox, and the grid fills with the verdicts. Nothing in the folder is changed but "
                       "the results file, assize.db."));
    m_open->setVisible(true);
    setRecent(recentFolders);
}

void StartPage::showLoading(const QString& folder)
{
    m_title->setText(tr("Reading the contest\u2026"));
    m_text->setText(folder);
    m_open->setVisible(false);
    setRecent({});
}

void StartPage::showFailure(const QString& folder, const QString& message)
{
    m_title->setText(tr("This folder cannot be opened"));
    m_text->setText(folder + u"\n\n"_s + message);
    m_open->setVisible(true);
    setRecent({});
}

} // namespace assize::ui
