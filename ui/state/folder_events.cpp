// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/folder_events.h"

#include <QSocketNotifier>

#include <array>
#include <sys/inotify.h>
#include <unistd.h>

namespace assize::ui {
namespace {

constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO |
                                   IN_CREATE | IN_DELETE | IN_ONLYDIR | IN_DONT_FOLLOW;

} // namespace

FolderEvents::FolderEvents(QObject* parent) : QObject(parent) {}

FolderEvents::~FolderEvents() = default;

void FolderEvents::restart()
{
    m_notifier.reset();
    m_source = std::make_shared<const unique_fd>(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!*m_source)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_source->get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &FolderEvents::read);
}

void FolderEvents::addFolders(const Source& source, const std::filesystem::path& folder,
                              const std::vector<std::string>& below)
{
    if (!source || !*source)
        return;
    // A folder that cannot be watched is looked at from time to time all the same.
    ::inotify_add_watch(source->get(), folder.c_str(), kChanges);
    for (std::size_t i = 0; i < below.size() && i < kMostFolders; ++i)
        ::inotify_add_watch(source->get(), (folder / below[i]).c_str(), kChanges);
}

void FolderEvents::read()
{
    std::array<char, 16384> buffer;
    while (::read(m_source->get(), buffer.data(), buffer.size()) > 0) {
    }
    Q_EMIT happened();
}

} // namespace assize::ui
