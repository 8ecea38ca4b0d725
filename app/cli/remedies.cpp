// SPDX-License-Identifier: GPL-3.0-or-later
#include "remedies.h"

namespace assize::cli {

std::string remedyWords(const Remedy& remedy)
{
    using Code = Remedy::Code;
    switch (remedy.code) {
    case Code::None:
        break;
    case Code::DatabaseOnALocalDisk:
        return "Name a file on a local disk with --db FILE.";
    case Code::OtherDatabase:
        return "Move the file away, or name another one with --db FILE.";
    case Code::WritableDatabase:
        return "Make the file and its folder writable, or name another file with --db FILE.";
    case Code::OneSubmissionsFolder:
        return "Remove one of them, or name one with --submissions PATH.";
    case Code::SubmissionsFolder:
        return "Name another folder with --submissions PATH.";
    case Code::SubmissionsLayout:
        return "Where they lie otherwise, say how: --layout PATTERN, and --dry-run shows what it makes of "
               "each "
               "file.";
    case Code::PackagesAndSubmissions:
        return "Give --problems " + remedy.arguments.at(0) + " and --submissions.";
    case Code::VerifyOrSubmissions:
        return "To check its jury submissions: assize verify " + remedy.arguments.at(0) +
               ". To judge hand-ins for it, say where they lie with --submissions PATH.";
    case Code::PatternOfLayout:
        return "If that is wrong, give the pattern of the submissions: assize: submissions: \"" +
               remedy.arguments.at(0) + "\" in contest.yaml, or --layout.";
    case Code::InstallPyPy:
        return "On Debian: apt install pypy3. If CPython is meant: --python cpython, or in contest.yaml "
               "\"python: cpython\" under assize.";
    case Code::JudgeAgainWithPyPy:
        return "To judge them again with PyPy (on Debian: apt install pypy3): --python pypy. If CPython is "
               "meant: "
               "--python cpython, or in contest.yaml \"python: cpython\" under assize.";
    case Code::JudgeUnprotected:
        return "To judge without any protection, say `--sandbox none`.";
    }
    return {};
}

std::string fullMessage(const Error& error)
{
    return withRemedy(error.message, error.remedy, remedyWords);
}

std::string fullMessage(const Diagnostic& diagnostic)
{
    return withRemedy(diagnostic.message, diagnostic.remedy, remedyWords);
}

} // namespace assize::cli
