// SPDX-License-Identifier: GPL-3.0-or-later
// The content of a contestant's archive, as the unpacking program says it (assize-unpack, inside a box) and
// as the cache keeps it. Contestants made the archive, so the program that unpacked it may have been taken
// over: nothing that it says is believed before decodeContent has held it against the limits and the rules
// for names.
//
// Bytes: a line with the version, then numbers of 8 bytes (little-endian) and texts (their length, then
// bytes): why it is refused, where to go on, the files (name, size, whether its time is known, the time in
// seconds since 1970), the members left out (name, reason), notes. Of the unpacking program the contents
// follow, one after the other.
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::files {

struct HandInLimits
{
    std::uint64_t bytes = 64ULL << 20; ///< of all files together, unpacked
    std::size_t files = 2000;
    std::size_t members = 20'000; ///< with folders, links and all else
    int depth = 8;                ///< folders within folders
    int archives = 2;             ///< within each other, the outermost included
    /// Of an archive of everybody's hand-ins: members that are too much for one part come with the next part
    /// (HandInContent::next), and a member that cannot be used is left out without refusing the other
    /// members.
    bool inParts = false;
};

/// Those of an archive of everybody's hand-ins, for each of its parts.
HandInLimits limitsOfAll();

struct UnpackedFile
{
    std::string name; ///< '/' between parts; bytes
    std::uint64_t size = 0;
    /// Unset where the archive has none, or a time without its zone (zip without the field UT, old RAR).
    std::optional<std::chrono::sys_seconds> modified;
};

struct LeftOutMember
{
    std::string name;   ///< bytes
    std::string reason; ///< English, one clause
};

struct HandInContent
{
    std::string refusedBecause; ///< English, one clause; then there are no files
    std::uint64_t next = 0;     ///< the member to go on with in the next part; 0: nothing is left
    std::vector<UnpackedFile> files;
    std::vector<LeftOutMember> leftOut;
    std::vector<std::string> notes; ///< English sentences
};

/// Add to a content until there are as many as decodeContent takes, and then once that there are more.
void addLeftOut(HandInContent& content, LeftOutMember member);
void addNote(HandInContent& content, std::string note);

/// Without the files' contents.
std::string encodeContent(const HandInContent& content);

/// Reads content as encodeContent wrote it, from the beginning of `bytes`, and removes it from there.
/// InvalidInput: it was not written so, or breaks a limit or a rule for names.
Result<HandInContent> decodeContent(std::string_view& bytes, const HandInLimits& limits);

/// Two names of one file, or a file where other files need a folder; and nothing may lie below a file. Empty:
/// none.
std::string findCollision(const std::vector<UnpackedFile>& files);

} // namespace assize::files
