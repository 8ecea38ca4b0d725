// SPDX-License-Identifier: GPL-3.0-or-later
// The state that all parts of a package reader share while they read one package.
#pragma once

#include "base/diagnostics.h"
#include "files/folder.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace assize::package {

struct ProblemSettings;

/// The contest's settings for the package; borrowed.
struct OfContest
{
    const ProblemSettings* settings = nullptr; ///< see contest_settings.h; unset: nothing
    /// The contest adds up points: folders of tests give some for each test.
    bool points = false;
};

/// How lines of tests that end with \r\n are given to programs (see data_texts.h).
enum class WindowsLines {
    /// The format fixes the bytes of tests.
    Kept,
    /// No program of the format ever sees the \r; beside other line ends it is a part of the data.
    RemovedInWhole,
    /// Authors of packages of this format do not mean the \r.
    Removed,
};

/// Whether it names a file in a program's work folder: no folders, no control characters.
inline bool isPlainFileName(std::string_view name)
{
    return !name.empty() && name != "." && name != ".." && std::none_of(name.begin(), name.end(), [](char c) {
        return c == '/' || static_cast<unsigned char>(c) < ' ';
    });
}

/// One package being read. A diagnostic of level Error refuses the package. One thread.
struct Reading
{
    std::filesystem::path folder;   ///< absolute, links resolved
    std::string name;               ///< of the folder as it was given; bytes
    std::filesystem::path boundary; ///< links may not lead out of it: the package's parent folder
    std::string shownAs;            ///< e.g. "problems/hello"; bytes
    Diagnostics diagnostics;
    OfContest contest{};
    WindowsLines windowsLines = WindowsLines::Kept; ///< set by readers whose format says otherwise

    /// `file` is relative to the package, or empty for the package itself.
    void error(std::string_view file, std::string message)
    {
        add(Diagnostic::Level::Error, file, std::move(message));
    }
    void warning(std::string_view file, std::string message)
    {
        add(Diagnostic::Level::Warning, file, std::move(message));
    }
    void info(std::string_view file, std::string message)
    {
        add(Diagnostic::Level::Info, file, std::move(message));
    }

    /// An Error that does not refuse the package: its hand-ins can be judged, but the author's expectations
    /// of the jury's submissions are lost.
    void lost(std::string where, std::string message)
    {
        diagnostics.push_back({Diagnostic::Level::Error, std::move(where), std::move(message)});
        ++m_lost;
    }

    bool refused() const
    {
        return std::count_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) {
                   return d.level == Diagnostic::Level::Error;
               }) > m_lost;
    }

    std::string shown(std::string_view file) const
    {
        return file.empty() ? shownAs : shownAs + "/" + std::string(file);
    }

    /// Links are followed as far as the package's parent folder.
    files::WalkOptions walkOptions() const
    {
        files::WalkOptions options;
        options.followBelow = boundary;
        options.maximumEntries = 450'000;
        return options;
    }

private:
    void add(Diagnostic::Level level, std::string_view file, std::string message)
    {
        diagnostics.push_back({level, shown(file), std::move(message)});
    }

    std::ptrdiff_t m_lost = 0; // Errors that do not refuse
};

} // namespace assize::package
