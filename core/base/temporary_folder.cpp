// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/temporary_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize {
namespace {

constexpr std::string_view kStart = "assize-";
constexpr std::size_t kRandom = 6; // of mkdtemp
/// Made without a mark by earlier versions, or killed before it was there.
constexpr std::array<std::string_view, 3> kEmptyOnes = {"assize-tests-", "assize-desktop-", "assize-box-"};
/// A program that has made its folder writes the mark long before.
constexpr std::time_t kTimeToMark = 60;

/// "assize-<letters>-XXXXXX"
bool isNameOfOurs(std::string_view name)
{
    if (!name.starts_with(kStart) || name.size() < kStart.size() + 1 + 1 + kRandom)
        return false;
    const std::string_view purpose = name.substr(kStart.size(), name.size() - kStart.size() - kRandom);
    return purpose.find('-') == purpose.size() - 1;
}

bool holdsTheMark(int mark)
{
    std::array<char, 256> text{};
    const ssize_t size = ::pread(mark, text.data(), text.size(), 0);
    return size >= 0 && std::string_view(text.data(), static_cast<std::size_t>(size)) == kTemporaryText;
}

void removeIfLeft(const std::filesystem::path& path)
{
    const unique_fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct ::stat status = {};
    if (!folder || ::fstat(folder.get(), &status) != 0 || status.st_uid != ::geteuid())
        return;
    const unique_fd mark(::openat(folder.get(), kTemporaryMark, O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (mark && holdsTheMark(mark.get()) && ::flock(mark.get(), LOCK_EX | LOCK_NB) == 0) {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
        return;
    }
    const std::string name = path.filename().native();
    const bool known = std::any_of(kEmptyOnes.begin(), kEmptyOnes.end(),
                                   [&](std::string_view start) { return name.starts_with(start); });
    if (known && ::time(nullptr) - status.st_mtim.tv_sec > kTimeToMark)
        ::rmdir(path.c_str()); // does nothing where it holds something
}

} // namespace

TemporaryFolder::TemporaryFolder(std::filesystem::path path, unique_fd lock)
    : m_path(std::move(path)), m_lock(std::move(lock))
{
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : m_path(std::move(other.m_path)), m_lock(std::move(other.m_lock))
{
    other.m_path.clear();
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

Result<TemporaryFolder> TemporaryFolder::make(const std::string& purpose)
{
    std::error_code error;
    std::string name =
        (std::filesystem::temp_directory_path(error) / (std::string(kStart) + purpose + "-XXXXXX")).native();
    if (error || ::mkdtemp(name.data()) == nullptr)
        return systemError("cannot make the temporary folder " + name, error ? error.value() : errno);
    const std::string mark = name + "/" + kTemporaryMark;
    unique_fd lock(::open(mark.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    TemporaryFolder folder(name, std::move(lock));
    const std::string_view text = kTemporaryText;
    if (!folder.m_lock || ::flock(folder.m_lock.get(), LOCK_EX | LOCK_NB) != 0 ||
        ::write(folder.m_lock.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return systemError("cannot write into the temporary folder " + name, errno);
    return folder;
}

void removeLeftTemporaryFolders()
{
    std::error_code error;
    const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
    for (std::filesystem::directory_iterator it(temporary, error), end; !error && it != end;
         it.increment(error)) {
        if (isNameOfOurs(it->path().filename().native()))
            removeIfLeft(it->path());
    }
}

} // namespace assize
