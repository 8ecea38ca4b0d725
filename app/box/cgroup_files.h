// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing the small text files of control groups and of /proc.
#pragma once

#include "base/unique_fd.h"
#include "system.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace assize::box {

/// The beginning of the names of all our groups; the number of the process that made them follows.
inline constexpr std::string_view kGroupPrefix = "assize-";

inline std::string readFile(const char* path)
{
    std::string content;
    const unique_fd fd(::open(path, O_RDONLY | O_CLOEXEC));
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; fd && (got = ::read(fd.get(), buffer.data(), buffer.size())) > 0;)
        content.append(buffer.data(), static_cast<std::size_t>(got));
    return content;
}

inline std::string_view nextPiece(std::string_view& text, char separator)
{
    const std::size_t end = text.find(separator);
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return piece;
}

inline bool contains(std::string_view list, std::string_view item)
{
    while (!list.empty()) {
        if (nextPiece(list, ',') == item)
            return true;
    }
    return false;
}

inline std::uint64_t readNumber(const unique_fd& fd)
{
    std::array<char, 32> text{};
    const ssize_t got = ::pread(fd.get(), text.data(), text.size() - 1, 0);
    std::uint64_t value = 0;
    if (got > 0)
        std::from_chars(text.data(), text.data() + got, value);
    return value;
}

/// The number behind `key` at the beginning of a line.
inline std::uint64_t readKey(const unique_fd& fd, std::string_view key)
{
    std::array<char, 8192> text{};
    const ssize_t got = ::pread(fd.get(), text.data(), text.size() - 1, 0);
    std::string_view lines(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    std::uint64_t value = 0;
    while (!lines.empty()) {
        std::string_view line = nextPiece(lines, '\n');
        if (nextPiece(line, ' ') == key) {
            std::from_chars(line.data(), line.data() + line.size(), value);
            break;
        }
    }
    return value;
}

inline bool writeNumber(const unique_fd& fd, std::uint64_t value)
{
    std::array<char, 24> text{};
    char* end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return writeText(fd.get(), {text.data(), static_cast<std::size_t>(end - text.data())});
}

} // namespace assize::box
