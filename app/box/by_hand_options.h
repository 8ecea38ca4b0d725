// SPDX-License-Identifier: GPL-3.0-or-later
// The options of `assize-box --run`.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace assize::box {

/// The files that a run may bring back hold at most this many bytes together.
inline constexpr std::uint64_t kCollectLimit = 256ULL << 20;
/// The program's standard output is shown in the JSON up to this many bytes.
inline constexpr std::uint64_t kShownOutput = 1ULL << 20;

/// A file of this machine to place into the work folder.
struct FileToPlace
{
    std::string name; ///< in the work folder
    std::string path; ///< of this machine
};

/// The options of the command line. Durations in nanoseconds, sizes in bytes; the defaults are those of the
/// table of options, and stand in the help.
struct ByHandOptions
{
    bool help = false;
    std::uint64_t cpuTime = 0;
    std::optional<std::uint64_t> wallTime;
    std::uint64_t memory = 0;
    std::uint64_t output = 0;
    std::uint64_t errorOutput = 0;
    std::uint64_t fileSpace = 0;
    std::uint32_t processes = 0;
    std::string input; ///< a path, "-" for our own standard input, or empty
    std::string outputFile;
    std::string errorFile;
    std::string jsonFile; ///< empty: standard output
    std::vector<FileToPlace> files;
    std::vector<std::string> collect;
    std::string collectTo;
    std::vector<std::string> environment;
    bool strict = false;
    bool cgroups = true;
    bool userNamespace = false;
    bool isolated = true;
    std::vector<std::string> arguments; ///< the program and its arguments

    /// The wall limit that was asked for, or the wall limit that goes with the CPU limit.
    std::uint64_t effectiveWallTime() const;
};

/// Reads the words behind `--run`. The error names the given word and the expected words.
Result<ByHandOptions> parseByHandOptions(std::span<char* const> words);

/// The text of `assize-box --run --help`: every option, and the meaning of the results.
std::string byHandHelp();

} // namespace assize::box
