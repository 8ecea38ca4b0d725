// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/kept_files.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>

namespace assize::exec {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

system_clock::time_point pointOf(const timespec& time)
{
    return system_clock::time_point(
        std::chrono::duration_cast<system_clock::duration>(seconds(time.tv_sec) + nanoseconds(time.tv_nsec)));
}

} // namespace

std::vector<KeptFile> filesByUse(const fs::path& folder)
{
    std::vector<KeptFile> kept;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error),
         end;
         !error && it != end; it.increment(error)) {
        struct stat status
        {
        };
        if (::lstat(it->path().c_str(), &status) == 0 && S_ISREG(status.st_mode))
            kept.push_back({it->path(), static_cast<std::uint64_t>(status.st_size), pointOf(status.st_mtim)});
    }
    std::sort(kept.begin(), kept.end(), [](const KeptFile& a, const KeptFile& b) { return a.used < b.used; });
    return kept;
}

void noteUse(const fs::path& file, const Clock& clock)
{
    const auto now = std::chrono::duration_cast<nanoseconds>(clock.calendarNow().time_since_epoch());
    const timespec stamp{static_cast<time_t>(now.count() / 1'000'000'000),
                         static_cast<long>(now.count() % 1'000'000'000)};
    const timespec times[2] = {stamp, stamp};
    ::utimensat(AT_FDCWD, file.c_str(), times, 0);
}

} // namespace assize::exec
