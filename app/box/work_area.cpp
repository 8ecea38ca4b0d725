// SPDX-License-Identifier: GPL-3.0-or-later
#include "work_area.h"

#include "system.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/xattr.h>

namespace assize::box {

namespace {

constexpr unsigned kDeepest =
    64; ///< folders in folders that are emptied; a program that goes deeper costs a new box

/// Calls visit(name, type of dirent) for each entry of `folder` until it returns false.
template<typename Visit>
bool forEachEntry(int folder, Visit visit)
{
    unique_fd copy(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    DIR* stream = copy ? ::fdopendir(copy.get()) : nullptr;
    if (!stream)
        return false;
    copy.release();
    bool going = true;
    while (const dirent* entry = going ? ::readdir(stream) : nullptr) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            going = visit(entry->d_name, entry->d_type);
    }
    ::closedir(stream);
    return going;
}

/// Copies `size` bytes from the beginning of one file to another.
bool copyBytes(int from, int to, std::uint64_t size)
{
    off_t offset = 0;
    while (static_cast<std::uint64_t>(offset) < size) {
        const std::uint64_t left = size - static_cast<std::uint64_t>(offset);
        const ssize_t copied = ::sendfile(to, from, &offset, std::min<std::uint64_t>(left, 1U << 30));
        if (copied < 0 && errno == EINTR)
            continue;
        if (copied < 0)
            return false;
        if (copied == 0) {
            errno = EIO; // the file became shorter
            return false;
        }
    }
    return true;
}

constexpr std::uint64_t kPage = 4096; ///< also of a block of a tmpfs

/// The size of an area without a limit. Not 0: a tmpfs that has no limit refuses to be given a limit (EINVAL,
/// shmem_reconfigure of Linux), and after such a refusal every other change (EBUSY).
constexpr std::uint64_t kNoLimit = 1ULL << 60;

/// The space that regular files take when they are placed.
std::uint64_t spaceOf(std::span<const unique_fd> files)
{
    std::uint64_t space = 0;
    for (const unique_fd& file : files) {
        struct stat info
        {
        };
        if (::fstat(file.get(), &info) == 0)
            space += (static_cast<std::uint64_t>(info.st_size) / kPage + 1) * kPage;
    }
    return space;
}

/// Removes all extended attributes, access lists among them. False when an attribute is left.
bool removeAttributes(int fd)
{
    std::array<char, 16 << 10> names;
    const ssize_t size = ::flistxattr(fd, names.data(), names.size());
    if (size < 0)
        return errno == ENOTSUP;
    bool removed = true;
    for (const char* name = names.data(); name < names.data() + size; name += std::strlen(name) + 1) {
        // That of a security module is not the program's.
        if (std::strncmp(name, "security.", 9) != 0 && ::fremovexattr(fd, name) != 0)
            removed = false;
    }
    return removed;
}

/// More than the files that a run can be given, so that a file of the program's own is among them.
constexpr std::size_t kMostFilesTold = sandbox::protocol::kMaximumFiles + sandbox::protocol::kMaximumWritten;

} // namespace

bool emptyFolder(int folder, unsigned depth, std::vector<std::string>* files)
{
    // Names first: removing while reading may skip entries.
    std::vector<std::pair<std::string, bool>> entries;
    forEachEntry(folder, [&](const char* name, unsigned char type) {
        entries.emplace_back(name, type == DT_DIR);
        if (files != nullptr && type == DT_REG && files->size() < kMostFilesTold)
            files->emplace_back(name);
        return true;
    });
    bool empty = true;
    for (const auto& [name, isFolder] : entries) {
        if (isFolder && depth > 0) {
            const unique_fd inner(
                ::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (inner)
                emptyFolder(inner.get(), depth - 1);
        }
        if (::unlinkat(folder, name.c_str(), isFolder ? AT_REMOVEDIR : 0) != 0)
            empty = false;
    }
    return empty;
}

WorkArea::WorkArea(Root root, std::uint64_t key) : m_root(std::move(root)), m_key(key), m_clean(state())
{
    (void)restoreFolders(); // so that the first run finds the same state as all other runs
}

WorkArea::State WorkArea::state() const
{
    struct statfs info
    {
    };
    ::fstatfs(m_root.scratch.get(), &info);
    return {info.f_bfree, info.f_ffree};
}

Attempt<> WorkArea::setSpace(std::uint64_t bytes, std::span<const unique_fd> files)
{
    bytes = bytes == 0 ? kNoLimit : bytes + spaceOf(files);
    if (bytes == m_space || !m_root.resize)
        return {};
    // Files kept from the run before stay, and where they take more than `bytes`, nothing else finds room.
    bytes = std::max(bytes, (m_clean.freeBlocks - std::min(m_clean.freeBlocks, state().freeBlocks)) * kPage);
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%llu", static_cast<unsigned long long>(bytes));
    if (::syscall(SYS_fsconfig, m_root.resize.get(), FSCONFIG_SET_STRING, "size", text.data(), 0, m_key) !=
            0 ||
        ::syscall(SYS_fsconfig, m_root.resize.get(), FSCONFIG_CMD_RECONFIGURE, nullptr, nullptr, 0, m_key) !=
            0)
        return failed(Step::SetWorkAreaSize);
    // The free blocks of an empty area depend on the size; a kept work folder takes the difference.
    m_clean.freeBlocks = bytes / kPage + (bytes % kPage ? 1 : 0);
    m_space = bytes;
    return {};
}

Attempt<> WorkArea::place(std::span<const sandbox::protocol::PlacedFile> files,
                          std::span<const unique_fd> descriptors)
{
    for (std::size_t i = 0; i < files.size(); ++i) {
        Attempt<> placed = placeOne(files[i], descriptors[i].get());
        if (!placed)
            return placed;
    }
    return {};
}

Attempt<> WorkArea::placeOne(const sandbox::protocol::PlacedFile& file, int from)
{
    const std::string path(file.name);
    unique_fd folder(::openat(m_root.work.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    std::size_t start = 0;
    for (std::size_t slash = 0; (slash = path.find('/', start)) != std::string::npos; start = slash + 1) {
        const std::string part = path.substr(start, slash - start);
        if (::mkdirat(folder.get(), part.c_str(), 0755) == 0)
            ::fchmodat(folder.get(), part.c_str(), 01777, 0);
        else if (errno != EEXIST)
            return failed(Step::PlaceFile, path);
        unique_fd inner(openBeneath(folder.get(), part.c_str(), O_RDONLY | O_DIRECTORY));
        if (!inner)
            return failed(Step::PlaceFile, path);
        folder = std::move(inner);
    }
    const std::string last = path.substr(start);
    if (::unlinkat(folder.get(), last.c_str(), 0) != 0 && errno == EISDIR) {
        const unique_fd inner(openBeneath(folder.get(), last.c_str(), O_RDONLY | O_DIRECTORY));
        emptyFolder(inner.get(), kDeepest);
        ::unlinkat(folder.get(), last.c_str(), AT_REMOVEDIR);
    }
    const unique_fd to(
        ::openat(folder.get(), last.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    struct stat info
    {
    };
    if (!to || ::fstat(from, &info) != 0)
        return failed(Step::PlaceFile, path);
    if (!S_ISREG(info.st_mode)) {
        errno = EINVAL;
        return failed(Step::PlaceFile, path);
    }
    if (!copyBytes(from, to.get(), static_cast<std::uint64_t>(info.st_size)))
        return failed(Step::PlaceFile, path);
    const mode_t mode = (file.writable ? 0666 : 0644) | (file.executable ? 0111 : 0);
    if ((file.writable || file.executable) && ::fchmod(to.get(), mode) != 0)
        return failed(Step::PlaceFile, path);
    return {};
}

std::vector<Product> WorkArea::collect(std::span<const std::string_view> patterns, std::uint64_t limit,
                                       bool& tooMuch)
{
    std::vector<Product> products;
    if (patterns.empty())
        return products;
    std::vector<std::string> names;
    forEachEntry(m_root.work.get(), [&](const char* name, unsigned char) {
        const bool wanted = std::any_of(patterns.begin(), patterns.end(), [name](std::string_view pattern) {
            return pattern == name || ::fnmatch(pattern.data(), name, FNM_PERIOD) == 0;
        });
        if (wanted)
            names.emplace_back(name);
        return true;
    });
    std::sort(names.begin(), names.end());
    std::uint64_t left = limit;
    for (const std::string& name : names)
        collectOne(name.c_str(), left, products, tooMuch);
    return products;
}

void WorkArea::collectOne(const char* name, std::uint64_t& left, std::vector<Product>& products,
                          bool& tooMuch)
{
    const unique_fd from(openBeneath(m_root.work.get(), name, O_RDONLY | O_NONBLOCK | O_NOCTTY));
    struct stat info
    {
    };
    if (!from || ::fstat(from.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return;
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size > left || products.size() >= sandbox::protocol::kMaximumCollected) {
        tooMuch = true;
        return;
    }
    const long memory = ::syscall(SYS_memfd_create, "product", MFD_CLOEXEC | MFD_ALLOW_SEALING, m_key);
    Product product{name, unique_fd(static_cast<int>(memory)), size, (info.st_mode & 0111) != 0};
    if (!product.fd || !copyBytes(from.get(), product.fd.get(), size)) {
        tooMuch = true;
        return;
    }
    left -= size;
    products.push_back(std::move(product));
}

void WorkArea::remove()
{
    if (!m_root.folder.empty() && emptyFolder(m_root.scratch.get(), kDeepest))
        ::rmdir(m_root.folder.c_str());
}

/// A program of the same user as the box owns the folders it writes to: it could shut them, set an access
/// list for the files placed there, or leave word in their times, all without making a file.
bool WorkArea::restoreFolders()
{
    const bool plain = !m_root.folder.empty();
    for (const int folder : {m_root.work.get(), m_root.temporary.get(), m_root.shared.get()}) {
        if (::fchmod(folder, plain ? 0700 : 01777) != 0 || !removeAttributes(folder))
            return false;
        constexpr std::array<timespec, 2> kBeginning{};
        ::futimens(folder, kBeginning.data());
    }
    return true;
}

bool WorkArea::reset(std::vector<std::string>& files)
{
    const bool plain = !m_root.folder.empty(); // on a file system shared with others, whose figures say
                                               // nothing
    if (!restoreFolders())
        return false;
    const State now = state();
    if (!plain && now == m_clean)
        return true;
    // A fresh box is sooner there than thousands of files are removed.
    constexpr std::uint64_t kManyFiles = 2000;
    if (!plain && now.freeFiles + kManyFiles < m_clean.freeFiles)
        return false;
    for (const int folder : {m_root.work.get(), m_root.temporary.get(), m_root.shared.get()}) {
        if (!emptyFolder(folder, kDeepest, folder == m_root.work.get() ? &files : nullptr) && plain)
            return false;
    }
    if (!restoreFolders()) // the times, which emptying has changed
        return false;
    return plain || state() == m_clean;
}

} // namespace assize::box
