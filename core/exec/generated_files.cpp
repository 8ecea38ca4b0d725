// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/generated_files.h"

#include "base/unique_fd.h"
#include "exec/kept_files.h"
#include "files/hash.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace assize::exec {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kUndisturbed{1};
constexpr std::size_t kBlock = 1 << 20;

struct Descriptors
{
    int from = -1;
    int to = -1;
};

/// Copies `size` bytes; 0 or an errno.
int copy(const Descriptors& files, std::uint64_t size)
{
    std::vector<char> block(static_cast<std::size_t>(std::min<std::uint64_t>(size, kBlock)));
    std::uint64_t done = 0;
    while (done < size) {
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size - done, kBlock));
        const ssize_t got = ::pread(files.from, block.data(), wanted, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : EIO;
        for (ssize_t written = 0; written < got;) {
            const ssize_t now =
                ::write(files.to, block.data() + written, static_cast<std::size_t>(got - written));
            if (now < 0 && errno == EINTR)
                continue;
            if (now <= 0)
                return now < 0 ? errno : ENOSPC;
            written += now;
        }
        done += static_cast<std::uint64_t>(got);
    }
    return 0;
}

Result<std::string> contentHash(const fs::path& path)
{
    files::Hasher hasher;
    if (Result<void> added = hasher.addFile(path); !added)
        return added.error();
    return hasher.hex();
}

Error refused(const fs::path& folder, int errnoValue)
{
    return systemError("cannot keep generated tests in " + folder.string(), errnoValue, ErrorKind::Storage);
}

} // namespace

GeneratedFiles::GeneratedFiles(fs::path folder, std::uint64_t limit, const Clock& clock)
    : m_given(std::move(folder)), m_limit(limit), m_clock(clock)
{
}

GeneratedFiles::~GeneratedFiles() = default;

Result<fs::path> GeneratedFiles::folder()
{
    const std::lock_guard lock(m_mutex);
    if (!m_folder.empty())
        return m_folder;
    std::error_code error;
    fs::path parent = m_given;
    if (parent.empty()) {
        Result<TemporaryFolder> temporary = TemporaryFolder::make("tests");
        if (!temporary)
            return Error{ErrorKind::Storage, "cannot keep generated tests: " + temporary.error().message};
        m_temporary.emplace(std::move(*temporary));
        parent = m_temporary->path();
    }
    const fs::path made = parent / "tests";
    fs::create_directories(made, error);
    if (!error)
        fs::permissions(made, fs::perms::owner_all, error);
    if (error)
        return refused(made, error.value());
    m_folder = made;
    return m_folder;
}

std::optional<GeneratedFile> GeneratedFiles::find(const std::string& key)
{
    const Result<fs::path> base = folder();
    if (!base)
        return std::nullopt;
    std::error_code error;
    for (fs::directory_iterator it(*base / key.substr(0, 2) / key, error), end; !error && it != end;
         it.increment(error)) {
        const fs::path path = it->path();
        // Before it is read: from now on this process does not remove it.
        used(path, key);
        const Result<std::string> hash = contentHash(path);
        std::error_code unreadable;
        const std::uintmax_t size = fs::file_size(path, unreadable);
        if (hash && !unreadable && *hash == path.filename().native())
            return GeneratedFile{path, size};
        fs::remove(path, unreadable);
    }
    return std::nullopt;
}

Result<GeneratedFile> GeneratedFiles::store(const std::string& key, int fd, std::uint64_t size)
{
    const Result<fs::path> base = folder();
    if (!base)
        return base.error();
    if (const Result<void> room = makeRoom(*base, size); !room)
        return room.error();
    const fs::path place = *base / key.substr(0, 2) / key;
    std::error_code error;
    fs::create_directories(place, error);
    if (error)
        return refused(place, error.value());
    // Beside its place, so that nobody finds it there before it is whole.
    std::string temporary = place.string() + ".XXXXXX";
    const unique_fd to(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!to)
        return refused(place, errno);
    int failure = copy({.from = fd, .to = to.get()}, size);
    const Result<std::string> hash =
        failure == 0 ? contentHash(temporary) : Result<std::string>(std::string());
    const fs::path path = hash ? place / *hash : place;
    if (failure == 0 && hash && ::rename(temporary.c_str(), path.c_str()) != 0)
        failure = errno;
    if (failure != 0 || !hash) {
        ::unlink(temporary.c_str());
        return hash ? refused(place, failure) : hash.error();
    }
    used(path, key);
    return GeneratedFile{path, size};
}

Result<void> GeneratedFiles::makeRoom(const fs::path& folder, std::uint64_t added)
{
    const std::lock_guard lock(m_mutex);
    if (m_measured && m_size + added <= m_limit) {
        m_size += added;
        return {};
    }
    const std::vector<KeptFile> kept = filesByUse(folder);
    std::uint64_t size = 0;
    for (const KeptFile& file : kept)
        size += file.size;
    const auto latest = m_clock.calendarNow() - kUndisturbed;
    for (const KeptFile& file : kept) {
        if (size + added <= m_limit || file.used > latest)
            break;
        if (m_inUse.contains(file.path.parent_path().filename().native()))
            continue;
        std::error_code error;
        if (fs::remove(file.path, error) && !error)
            size -= file.size;
        fs::remove(file.path.parent_path(), error); // where it is empty now
    }
    m_measured = true;
    m_size = size + added;
    if (m_size <= m_limit)
        return {};
    m_size = size;
    return Error{ErrorKind::Storage, "generated tests would take more than " + std::to_string(m_limit >> 20) +
                                         " MiB, the limit of the folder " + folder.string()};
}

void GeneratedFiles::used(const fs::path& path, const std::string& key)
{
    {
        const std::lock_guard lock(m_mutex);
        m_inUse.insert(key);
    }
    noteUse(path, m_clock);
}

} // namespace assize::exec
