// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/remedies.h"

#include "ui/state/text.h"

#include <QCoreApplication>

namespace assize::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Remedies)
};

} // namespace

QString remedyText(const Remedy& remedy)
{
    using Code = Remedy::Code;
    const auto argument = [&] { return toText(remedy.arguments.at(0)); };
    switch (remedy.code) {
    case Code::None:
        break;
    case Code::DatabaseOnALocalDisk:
        return Words::tr("Copy the contest to a local disk and open it there.");
    case Code::OtherDatabase:
        return Words::tr("Move the file away and open the contest again.");
    case Code::WritableDatabase:
        return Words::tr("Make the file and its folder writable and open the contest again.");
    case Code::OneSubmissionsFolder:
        return Words::tr("Move all but one of them away and open the contest again.");
    case Code::SubmissionsFolder:
        return Words::tr("Put them there and open the contest again.");
    case Code::SubmissionsLayout:
        return Words::tr("Where they lie otherwise, say how in contest.yaml: \"submissions\" under assize.");
    case Code::PackagesAndSubmissions:
        return Words::tr("Move the packages into a folder called problems in it.");
    case Code::VerifyOrSubmissions:
        return Words::tr("To judge hand-ins for it, make a folder for the contest and put it into a folder "
                         "called problems there.");
    case Code::PatternOfLayout:
        return Words::tr("If that is wrong, give the pattern of the submissions in contest.yaml: "
                         "assize: submissions: \"%1\".")
            .arg(argument());
    case Code::InstallPyPy:
    case Code::JudgeAgainWithPyPy:
        return Words::tr("On Debian: apt install pypy3. If CPython is meant, say so in contest.yaml: "
                         "\"python: cpython\" under assize.");
    case Code::JudgeUnprotected:
        return Words::tr("Only the command line judges without any protection, when it is told so.");
    }
    return {};
}

std::string remedyWords(const Remedy& remedy)
{
    return remedyText(remedy).toStdString();
}

std::string fullMessage(const Error& error)
{
    return withRemedy(error.message, error.remedy, remedyWords);
}

std::string fullMessage(const Diagnostic& diagnostic)
{
    return withRemedy(diagnostic.message, diagnostic.remedy, remedyWords);
}

} // namespace assize::ui
