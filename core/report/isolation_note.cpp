// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/isolation_note.h"

namespace assize::report {
namespace {

constexpr char kNone[] = "none";

struct Count
{
    std::size_t unprotected = 0;
    std::size_t all = 0; ///< whose programs ran
};

bool ran(const model::Judgement& judgement)
{
    return judgement.compile || !judgement.runs.empty();
}

Count countOf(const ContestSnapshot& snapshot)
{
    Count count;
    for (const ReportedSubmission& item : snapshot.submissions) {
        count.all += ran(item.judgement) ? 1 : 0;
        count.unprotected += wasUnprotected(snapshot, item) ? 1 : 0;
    }
    return count;
}

} // namespace

bool wasUnprotected(const ContestSnapshot& snapshot, const ReportedSubmission& item)
{
    return sandboxOf(snapshot, item) == kNone;
}

std::string sandboxOf(const ContestSnapshot& snapshot, const ReportedSubmission& item)
{
    if (!ran(item.judgement))
        return {};
    return item.judgement.sandbox.empty() ? snapshot.engine.sandbox : item.judgement.sandbox;
}

bool isMixed(const ContestSnapshot& snapshot)
{
    const Count count = countOf(snapshot);
    return count.unprotected > 0 && count.unprotected < count.all;
}

std::string isolationNote(const ContestSnapshot& snapshot)
{
    const Count count = countOf(snapshot);
    if (count.unprotected == 0)
        return {};
    std::string text = "NO ISOLATION: ";
    if (count.unprotected == count.all)
        text += "all submissions";
    else
        text += std::to_string(count.unprotected) + " of " + std::to_string(count.all) + " submissions";
    text += " ran without any isolation: they could read the answers and change results.";
    // `assize verify` stores nothing that would have to be judged again.
    return snapshot.packages ? text : text + " Rejudge them in a sandbox.";
}

} // namespace assize::report
