// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace assize::ui {

/// Shown by the window while there is no grid: what to do, that a folder is being read, or why it cannot be.
class StartPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);
    void showWelcome(const QStringList& recentFolders);
    void showLoading(const QString& folder);
    void showFailure(const QString& folder, const QString& message);

Q_SIGNALS:
    void openRequested();
    void folderRequested(const QString& folder);

private:
    void setRecent(const QStringList& folders);

    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_recentTitle;
    QPushButton* m_open;
    QVBoxLayout* m_recent;
};

} // namespace assize::ui
