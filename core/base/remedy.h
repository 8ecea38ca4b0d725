// SPDX-License-Identifier: GPL-3.0-or-later
// Remedies for an Error or a Diagnostic where they depend on the front end: the command line has an option
// for it, the window a command or nothing at all. core says which remedy there is and with which values;
// app/cli/remedies.cpp and ui/state/remedies.cpp have one table of words each.
#pragma once

#include <string>
#include <vector>

namespace assize {

struct Remedy
{
    enum class Code {
        None,                   ///< the message says all there is to say
        DatabaseOnALocalDisk,   ///< keep the results on a local disk
        OtherDatabase,          ///< keep the results in another file
        WritableDatabase,       ///< make the file writable, or keep the results in another file
        OneSubmissionsFolder,   ///< remove all such folders but one, or say which is meant
        SubmissionsFolder,      ///< say where the submissions lie
        SubmissionsLayout,      ///< say how the submissions lie
        PackagesAndSubmissions, ///< arguments: the folder of packages; say that it holds packages, and where
                                ///< hand-ins lie
        VerifyOrSubmissions,    ///< arguments: the package; check its jury submissions, or say where hand-ins
                                ///< lie
        PatternOfLayout,        ///< arguments: a pattern; give it for the submissions
        InstallPyPy,            ///< or say that CPython is meant
        JudgeAgainWithPyPy,     ///< or say that CPython is meant
        JudgeUnprotected,       ///< run programs without any protection, knowing it
    };

    Code code = Code::None;
    /// Paths and patterns as text that can be shown (base/utf8.h).
    std::vector<std::string> arguments = {};

    bool operator==(const Remedy&) const = default;
};

/// A front end's words for a remedy: full sentences, or nothing for Code::None and where it has no other way.
/// Pure; called on any thread.
using RemedyWords = std::string (*)(const Remedy& remedy);

/// `message` and, after it, the front end's words for the remedy.
std::string withRemedy(std::string message, const Remedy& remedy, RemedyWords words);

} // namespace assize
