// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/folder_news.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

namespace assize::ui {

class FolderEvents;

/// Tells which files arrive, change and go in the folder of hand-ins after it was read, within a second or
/// two. Files are looked at and never opened, on a thread of its own, as a network share may keep it waiting:
/// when the kernel tells of a change, and every few seconds, at most a fiftieth of the time. GUI thread.
class FolderWatch final : public QObject
{
    Q_OBJECT

public:
    explicit FolderWatch(QObject* parent = nullptr);
    /// Waits for the look that is under way.
    ~FolderWatch() override;

    /// `place`: the folder, or the archive of all hand-ins, as `stamps` saw it when it was read. Replaces the
    /// place that was followed before.
    void follow(const std::filesystem::path& place, std::shared_ptr<const engine::FolderStamps> stamps,
                std::vector<engine::HandInFiles> handIns);
    void stop();
    const engine::FolderNews& news() const { return m_news; }
    /// How long the last look took; for tests and measurements.
    std::chrono::nanoseconds lastLook() const { return m_lastLook; }

Q_SIGNALS:
    void newsChanged();

private:
    void look();
    void take(int following, engine::FolderStamps stamps, std::chrono::nanoseconds took);
    void lookIn(std::chrono::milliseconds delay);
    void setNews(const engine::FolderNews& news);

    FolderEvents* m_events;
    QTimer m_timer; ///< to the next look
    QThreadPool m_pool;
    std::filesystem::path m_place;
    std::shared_ptr<const engine::FolderStamps> m_read;
    std::vector<engine::HandInFiles> m_handIns;
    engine::SettlingFolder m_folder;
    engine::FolderNews m_news;
    std::chrono::nanoseconds m_lastLook{0};
    int m_following = 0; ///< number of the place; earlier places have other numbers
    bool m_isLooking = false;
};

} // namespace assize::ui
