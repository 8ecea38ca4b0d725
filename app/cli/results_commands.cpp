// SPDX-License-Identifier: GPL-3.0-or-later
// assize standings, assize export: the stored results, without judging anything.
#include "command.h"
#include "remedies.h"
#include "session.h"

#include "base/utf8.h"
#include "engine/snapshot.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "report/text.h"

#include <unistd.h>

namespace assize::cli {
namespace {

/// Says why the stored results are less than the whole contest: files that could not be read, submissions
/// that are not judged.
void sayWhatIsMissing(const engine::ContestState& state)
{
    for (const Diagnostic& diagnostic : state.contest().diagnostics) {
        if (diagnostic.level == Diagnostic::Level::Error)
            printNote("error: " + toPrintableLine(diagnostic.where) + ": " + fullMessage(diagnostic));
    }
    if (state.contest().storageNote)
        printNote("note: " + fullMessage(*state.contest().storageNote));
    const auto missing = state.counts().submissions - state.counts().submissionsDone;
    if (missing > 0)
        printNote("note: " + std::to_string(missing) + " of " + std::to_string(state.counts().submissions) +
                  " submissions have no result in " + toPrintableLine(state.contest().database.native()) +
                  " yet (assize judge)");
}

/// Opens the contest for reading; prints the error and gives its status otherwise.
int openForReading(Session& session, const StandingsArguments& a)
{
    engine::ContestPlace options;
    options.contest = a.contest;
    options.problems = a.problems;
    options.submissions = a.submissions;
    options.database = a.database;
    options.layout = a.layout;
    options.mode = a.mode;
    options.readOnly = true;
    session.engine().open(options);
    const engine::ContestState& state = session.state();
    session.pumpUntil([&] { return state.isOver() || state.compared(); }, std::chrono::milliseconds(0));
    if (state.refused()) {
        printError(*state.refused());
        return exitStatusOf(*state.refused());
    }
    sayWhatIsMissing(state);
    return kDone;
}

} // namespace

int runStandings(const StandingsArguments& a)
{
    Session session(nullptr);
    if (const int status = openForReading(session, a); status != kDone)
        return status;
    report::TextOptions options;
    options.color = ::isatty(STDOUT_FILENO) == 1;
    const Result<void> done =
        writeOutput("-", report::standingsText(engine::makeSnapshot(session.state(), remedyWords), options));
    if (!done) {
        printError(done.error());
        return kUnusableInput;
    }
    return needsAPerson(session.state()) ? kNeedsAPerson : kDone;
}

int runExport(const ExportArguments& a)
{
    Session session(nullptr);
    if (const int status = openForReading(session, a.from); status != kDone)
        return status;
    const report::ContestSnapshot snapshot = engine::makeSnapshot(session.state(), remedyWords);
    std::string content;
    if (a.format == "json") {
        content = report::resultsJson(snapshot);
    } else if (a.format == "html") {
        content = report::resultsHtml(snapshot);
    } else {
        content = report::standingsCsv(snapshot);
    }
    if (const Result<void> done = writeOutput(a.out, content); !done) {
        printError(done.error());
        return kUnusableInput;
    }
    return needsAPerson(session.state()) ? kNeedsAPerson : kDone;
}

} // namespace assize::cli
