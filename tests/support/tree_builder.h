// SPDX-License-Identifier: GPL-3.0-or-later
// Builds trees of files for tests in a temporary folder that is removed at the end.
#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::test {

class TreeBuilder
{
public:
    TreeBuilder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "assize-test-XXXXXX").native();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder " + name);
        // Tests compare with resolved paths.
        m_root = std::filesystem::canonical(name);
    }
    ~TreeBuilder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_root, ignored);
    }
    TreeBuilder(const TreeBuilder&) = delete;
    TreeBuilder& operator=(const TreeBuilder&) = delete;

    const std::filesystem::path& root() const { return m_root; }
    std::filesystem::path path(std::string_view name) const { return m_root / name; }

    TreeBuilder& folder(std::string_view name)
    {
        std::filesystem::create_directories(path(name));
        return *this;
    }
    /// Writes a file, with the folders above it. Names are bytes.
    TreeBuilder& file(std::string_view name, std::string_view content = "")
    {
        std::filesystem::create_directories(path(name).parent_path());
        std::ofstream stream(path(name), std::ios::binary);
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!stream.flush())
            throw std::runtime_error("cannot write " + path(name).string());
        return *this;
    }
    /// A file of `size` bytes that takes no room.
    TreeBuilder& sparseFile(std::string_view name, std::uint64_t size)
    {
        file(name);
        std::filesystem::resize_file(path(name), size);
        return *this;
    }
    TreeBuilder& link(std::string_view name, const std::filesystem::path& target)
    {
        std::filesystem::create_directories(path(name).parent_path());
        std::filesystem::create_symlink(target, path(name));
        return *this;
    }
    TreeBuilder& fifo(std::string_view name)
    {
        std::filesystem::create_directories(path(name).parent_path());
        if (::mkfifo(path(name).c_str(), 0600) != 0)
            throw std::runtime_error("cannot make the FIFO " + path(name).string());
        return *this;
    }
    TreeBuilder& modified(std::string_view name, std::chrono::system_clock::time_point when)
    {
        const auto sinceEpoch = std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch());
        const ::timespec times[2] = {{sinceEpoch.count(), 0}, {sinceEpoch.count(), 0}};
        if (::utimensat(AT_FDCWD, path(name).c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
            throw std::runtime_error("cannot set the time of " + path(name).string());
        return *this;
    }

private:
    std::filesystem::path m_root;
};

} // namespace assize::test
