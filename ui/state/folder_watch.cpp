// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/folder_watch.h"

#include "ui/state/folder_events.h"

#include <algorithm>
#include <utility>

namespace assize::ui {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAfterEvent(150);
constexpr milliseconds kUsual(3000);
/// So much longer than a look is the time to the next look that nobody hurries ...
constexpr int kShare = 50;
/// ... and to a look that somebody waits for.
constexpr int kHurriedShare = 5;

milliseconds atLeast(milliseconds usual, std::chrono::nanoseconds look, int share)
{
    return std::max(usual, std::chrono::duration_cast<milliseconds>(look * share));
}

} // namespace

FolderWatch::FolderWatch(QObject* parent) : QObject(parent), m_events(new FolderEvents(this))
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FolderWatch::look);
    connect(m_events, &FolderEvents::happened, this,
            [this] { lookIn(atLeast(kAfterEvent, m_lastLook, kHurriedShare)); });
}

FolderWatch::~FolderWatch()
{
    m_pool.waitForDone();
}

void FolderWatch::follow(const std::filesystem::path& place,
                         std::shared_ptr<const engine::FolderStamps> stamps,
                         std::vector<engine::HandInFiles> handIns)
{
    stop();
    if (!stamps)
        return;
    m_place = place;
    m_read = std::move(stamps);
    m_handIns = std::move(handIns);
    m_folder = engine::SettlingFolder(*m_read);
    // Something may have arrived while the folder was read.
    lookIn(milliseconds(0));
}

void FolderWatch::stop()
{
    ++m_following;
    m_timer.stop();
    m_events->restart();
    m_read.reset();
    setNews({});
}

/// In `delay` at the latest.
void FolderWatch::lookIn(milliseconds delay)
{
    if (!m_read || (m_timer.isActive() && m_timer.remainingTimeAsDuration() <= delay))
        return;
    m_timer.start(delay);
}

void FolderWatch::look()
{
    if (!m_read || std::exchange(m_isLooking, true))
        return;
    m_pool.start([this, following = m_following, place = m_place, problems = m_read->problems,
                  events = m_events->source()] {
        QElapsedTimer timer;
        timer.start();
        engine::FolderStamps stamps = engine::stampsOf(place, problems);
        std::error_code error;
        const bool isFolder = std::filesystem::is_directory(place, error);
        FolderEvents::addFolders(events, isFolder ? place : place.parent_path(), stamps.folders);
        const std::chrono::nanoseconds took(timer.nsecsElapsed());
        QMetaObject::invokeMethod(
            this,
            [this, following, stamps = std::move(stamps), took]() mutable {
                take(following, std::move(stamps), took);
            },
            Qt::QueuedConnection);
    });
}

void FolderWatch::take(int following, engine::FolderStamps stamps, std::chrono::nanoseconds took)
{
    m_isLooking = false;
    m_lastLook = took;
    if (following != m_following) {
        lookIn(milliseconds(0));
        return;
    }
    m_folder.look(stamps, std::chrono::steady_clock::now());
    lookIn(m_folder.isSettling() ? atLeast(engine::SettlingFolder::kQuiet, took, kHurriedShare)
                                 : atLeast(kUsual, took, kShare));
    setNews(engine::newsOf(*m_read, m_folder.settled(), m_handIns));
}

void FolderWatch::setNews(const engine::FolderNews& news)
{
    if (news == m_news)
        return;
    m_news = news;
    Q_EMIT newsChanged();
}

} // namespace assize::ui
