// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/unique_fd.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

class QSocketNotifier;

namespace assize::ui {

/// Says that some folder of those watched has changed, as soon as the kernel tells (inotify). Only a hint:
/// network file systems tell nothing of the changes by other machines, and there may be more folders than may
/// be watched. Links are not followed. GUI thread, but for addFolders().
class FolderEvents final : public QObject
{
    Q_OBJECT

public:
    /// More are not asked for; the kernel gives a user some thousands for all programs.
    static constexpr std::size_t kMostFolders = 4000;
    /// The kernel's messages on some folders.
    using Source = std::shared_ptr<const unique_fd>;

    explicit FolderEvents(QObject* parent = nullptr);
    ~FolderEvents() override;

    /// No folder is watched any more.
    void restart();
    Source source() const { return m_source; }
    /// Any thread, as the file system may keep it waiting: from now on also this folder, and those below it
    /// with these names.
    static void addFolders(const Source& source, const std::filesystem::path& folder,
                           const std::vector<std::string>& below);

Q_SIGNALS:
    void happened();

private:
    void read();

    Source m_source;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace assize::ui
