// SPDX-License-Identifier: GPL-3.0-or-later
// assize standings, assize export: what is stored, without judging anything.
#include "command.h"
#include "session.h"

#include "engine/snapshot.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "report/text.h"

#include <unistd.h>

namespace assize::cli
{
namespace
{

/// Opens the contest for reading; prints the error and gives its status otherwise.
int openForReading(Session& session, const std::filesystem::path& contest,
                   const std::optional<std::filesystem::path>& database)
{
    engine::JudgeOptions options;
    options.contest = contest;
    options.database = database;
    options.readOnly = true;
    session.engine().open(options);
    session.pumpUntil(
        [&] { return session.state().ended().has_value() || !session.state().contest().database.empty(); },
        std::chrono::milliseconds(0));
    if (session.state().ended() && session.state().ended()->error) {
        printError(*session.state().ended()->error);
        return exitStatusOf(*session.state().ended()->error);
    }
    return kDone;
}

} // namespace

int runStandings(const StandingsArguments& a)
{
    Session session(nullptr);
    if (const int status = openForReading(session, a.contest, a.database); status != kDone)
        return status;
    report::TextOptions options;
    options.color = ::isatty(STDOUT_FILENO) == 1;
    const Result<void> done = writeOutput("-", report::standingsText(engine::makeSnapshot(session.state()), options));
    if (!done) {
        printError(done.error());
        return kUnusableInput;
    }
    return kDone;
}

int runExport(const ExportArguments& a)
{
    Session session(nullptr);
    if (const int status = openForReading(session, a.contest, a.database); status != kDone)
        return status;
    const report::ContestSnapshot snapshot = engine::makeSnapshot(session.state());
    std::string content;
    if (a.format == "json") {
        content = report::resultsJson(snapshot);
    } else if (a.format == "html") {
        content = report::resultsHtml(snapshot);
    } else if (a.format == "csv") {
        content = report::standingsCsv(snapshot);
    } else {
        printError({ErrorKind::InvalidInput,
                    "this version cannot export " + a.format + "; it writes json, html and csv"});
        return kUnusableInput;
    }
    if (const Result<void> done = writeOutput(a.out, content); !done) {
        printError(done.error());
        return kUnusableInput;
    }
    return kDone;
}

} // namespace assize::cli
