// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify_text.h"

#include "styled_line.h"
#include "wrap.h"

#include "base/utf8.h"
#include "report/format.h"
#include "report/isolation_note.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

namespace assize::cli {
namespace {

using report::ReportedSubmission;

/// Longer lists are for the JSON.
constexpr std::size_t kMostListed = 40;

std::string plural(std::size_t count, const std::string& noun)
{
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

bool isWrong(const ReportedSubmission& item)
{
    return !item.judgement.verdict || item.judgement.verdict == model::Verdict::JE ||
           (item.expectation && item.expectation->asExpected == false);
}

std::string listText(const std::vector<std::string>& items, const std::string& between)
{
    std::string text;
    for (std::size_t i = 0; i < items.size() && i < kMostListed; ++i)
        text += (text.empty() ? "" : between) + items[i];
    if (items.size() > kMostListed)
        text += " and " + std::to_string(items.size() - kMostListed) + " more";
    return text;
}

/// Why a submission is marked, one text for each reason.
std::vector<std::string> reasonsOf(const ReportedSubmission& item)
{
    const model::Judgement& judgement = item.judgement;
    if (!judgement.verdict) {
        const bool missing = judgement.state == model::SubmissionState::NoToolchain;
        return {(missing ? "not run: " : "not judged: ") + toPrintableLine(judgement.message)};
    }
    std::vector<std::string> reasons;
    if (item.expectation) {
        for (const verify::Difference& difference : item.expectation->comparison.differences)
            reasons.push_back(toPrintableLine(verify::explain(difference)));
    }
    if (reasons.empty() && judgement.verdict == model::Verdict::JE)
        reasons.push_back("could not be judged: " + toPrintableLine(judgement.message));
    if (judgement.compile && !judgement.compile->ok && !reasons.empty()) {
        const std::string& log = judgement.compile->log;
        reasons.back() += ": " + toPrintableLine(log.substr(0, std::min<std::size_t>(log.find('\n'), 200)));
    }
    return reasons;
}

/// A reason that many submissions share (a problem that cannot be judged at all) is said once.
void explainUnexpected(const PackageView& view, int width, std::vector<std::string>& lines)
{
    struct Explained
    {
        std::string mark;
        std::string reason;
        std::string firstName;
        std::size_t submissions = 0;
    };
    std::vector<Explained> all;
    for (const ReportedSubmission* item : view.submissions) {
        if (!isWrong(*item))
            continue;
        const std::string mark = item->judgement.verdict ? "  ! " : "  ? ";
        for (const std::string& reason : reasonsOf(*item)) {
            const auto same = std::find_if(all.begin(), all.end(), [&](const Explained& one) {
                return one.reason == reason && one.mark == mark;
            });
            // Expectations are each submission's own, however alike they read.
            const bool common = item->judgement.verdict == model::Verdict::JE || !item->judgement.verdict;
            if (same != all.end() && common)
                ++same->submissions;
            else
                all.push_back({mark, reason, shownName(*view.problem, item->submission.file), 1});
        }
    }
    for (const Explained& one : all) {
        const std::string more =
            one.submissions > 1 ? " and " + std::to_string(one.submissions - 1) + " more" : "";
        lines.push_back(wrapped(one.mark + one.firstName + more + ": " + one.reason, width, 6));
    }
}

/// Tests that only one wrong submission fails, by submission: "wrong_answer/a.cpp: secret/1, secret/2".
std::vector<std::string> preciousTests(const PackageView& view)
{
    const verify::Usefulness& use = view.package->usefulness;
    std::vector<std::string> items;
    for (auto first = use.precious.begin(); first != use.precious.end(); ++first) {
        const auto sameSubmission = [&](const verify::Usefulness::Precious& one) {
            return one.submission == first->submission;
        };
        if (std::find_if(use.precious.begin(), first, sameSubmission) != first)
            continue;
        std::vector<std::string> tests;
        for (const verify::Usefulness::Precious& one : use.precious) {
            if (sameSubmission(one))
                tests.push_back(toPrintableLine(one.testCase));
        }
        const bool decisive =
            std::find(use.decisive.begin(), use.decisive.end(), *first) != use.decisive.end();
        items.push_back(shownName(*view.problem, first->submission) + ": " + listText(tests, ", ") +
                        (decisive ? " (it fails nothing else)" : ""));
    }
    return items;
}

void addTestUse(const PackageView& view, int width, std::vector<std::string>& lines)
{
    if (view.package == nullptr || view.package->usefulness.wrongSubmissions == 0)
        return;
    const verify::Usefulness& use = view.package->usefulness;
    const auto shown = [](const std::string& test) { return toPrintableLine(test); };
    const auto add = [&](const std::string& text) { lines.push_back(wrapped("  " + text, width, 4)); };
    std::vector<std::string> items;
    for (const std::string& test : use.unfailed)
        items.push_back(shown(test));
    const std::string wrong = plural(static_cast<std::size_t>(use.wrongSubmissions), "wrong submission");
    if (!items.empty())
        add("no wrong submission fails " + plural(items.size(), "test") + " (of " + wrong +
            "): " + listText(items, ", "));
    if (!use.precious.empty())
        add("only one wrong submission fails " + plural(use.precious.size(), "test") + ": " +
            listText(preciousTests(view), "; "));
    items.clear();
    for (const std::vector<std::string>& tests : use.equal) {
        std::vector<std::string> names;
        std::transform(tests.begin(), tests.end(), std::back_inserter(names), shown);
        items.push_back(listText(names, " = "));
    }
    if (!items.empty())
        add("equal in effect: " + listText(items, "; "));
}

std::string headingOf(const PackageView& view)
{
    const model::Problem& problem = *view.problem;
    std::string text = toPrintableLine(problem.file.empty() ? problem.id : problem.file) + ": " +
                       toPrintableLine(problem.format);
    for (const std::string& type : problem.type)
        text += ", " + toPrintableLine(type);
    text += ", " + plural(problem.testCases.size(), "test") + ", " +
            plural(view.submissions.size(), "submission");
    if (view.package != nullptr && !view.package->validators.empty()) {
        std::vector<std::string> names;
        for (const std::string& name : view.package->validators)
            names.push_back(toPrintableLine(name));
        text += ", validated by " + listText(names, ", ");
    }
    return text;
}

void addPackage(const PackageView& view, const VerifyTextOptions& options, std::vector<std::string>& lines)
{
    StyledLine heading(options.colors);
    lines.push_back(heading.add(headingOf(view), "1").take());
    const auto append = [&lines](std::vector<std::string> more) {
        lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    append(matrixLines(view, options));
    explainUnexpected(view, options.width, lines);
    append(rulerLines(view, options));
    addTestUse(view, options.width, lines);
    lines.emplace_back();
}

/// Files beyond these are only counted; the JSON names all.
constexpr std::size_t kMostPlaces = 3;

/// A finding on every test is said once, at the first test, with the places where it is so.
std::vector<std::string> diagnosticLines(const Diagnostics& diagnostics)
{
    struct Finding
    {
        const Diagnostic* first = nullptr;
        std::string places;
        std::size_t count = 0;
    };
    std::vector<Finding> findings;
    std::map<std::pair<Diagnostic::Level, std::string_view>, std::size_t> known;
    for (const Diagnostic& diagnostic : diagnostics) {
        const auto [at, isNew] = known.try_emplace({diagnostic.level, diagnostic.message}, findings.size());
        if (isNew)
            findings.push_back({&diagnostic, {}, 0});
        Finding& finding = findings[at->second];
        if (++finding.count <= kMostPlaces)
            finding.places += (isNew ? "" : ", ") + toPrintableLine(diagnostic.where);
    }
    std::vector<std::string> lines;
    lines.reserve(findings.size());
    for (const Finding& finding : findings) {
        const std::string more = finding.count > kMostPlaces
                                     ? " and " + std::to_string(finding.count - kMostPlaces) + " more"
                                     : std::string();
        lines.push_back(std::string(levelName(finding.first->level)) + ": " + finding.places + more + ": " +
                        indentedLines(finding.first->message, 2));
    }
    return lines;
}

std::string summaryText(const report::ContestSnapshot& snapshot, const VerifyTextOptions& options)
{
    std::size_t runs = 0;
    std::size_t wrong = 0;
    std::chrono::nanoseconds wallTime{0};
    for (const ReportedSubmission& item : snapshot.submissions) {
        wrong += isWrong(item) ? 1 : 0;
        wallTime += verify::wallTimeOf(item.judgement);
        runs += static_cast<std::size_t>(
            std::count_if(item.judgement.runs.begin(), item.judgement.runs.end(),
                          [](const model::Run& run) { return run.state == model::TaskState::Done; }));
    }
    std::string text = plural(snapshot.submissions.size(), "submission") + ", " + plural(runs, "run");
    if (options.elapsed) {
        char took[96];
        std::snprintf(took, sizeof took, " in %.1f s",
                      std::chrono::duration<double>(*options.elapsed).count());
        text += took;
        if (const auto use = verify::slotUse(wallTime, *options.elapsed, snapshot.engine.slots)) {
            std::snprintf(took, sizeof took, "; %s, %.0f %% in use by runs",
                          plural(static_cast<std::size_t>(snapshot.engine.slots), "slot").c_str(),
                          *use * 100);
            text += took;
        }
    }
    return text +
           (wrong == 0 ? std::string("; all as expected") : "; " + std::to_string(wrong) + " unexpected");
}

} // namespace

std::string shownName(const model::Problem& problem, const std::string& file)
{
    std::string_view name = file;
    for (const std::string& prefix : {problem.id + "/", std::string("submissions/")}) {
        if (name.starts_with(prefix) && name.size() > prefix.size())
            name.remove_prefix(prefix.size());
    }
    return toPrintableLine(name);
}

bool isUnexpected(const report::ContestSnapshot& snapshot)
{
    return std::any_of(snapshot.submissions.begin(), snapshot.submissions.end(), isWrong) ||
           std::any_of(snapshot.diagnostics.begin(), snapshot.diagnostics.end(),
                       [](const Diagnostic& d) { return d.level == Diagnostic::Level::Error; });
}

std::vector<std::string> noteLines(const report::ContestSnapshot& snapshot)
{
    std::vector<std::string> lines;
    for (const model::UnmatchedFile& file : snapshot.unmatched)
        lines.push_back("not a submission: " + toPrintableLine(file.file) + ": " +
                        toPrintableLine(file.reason));
    for (std::string& line : diagnosticLines(snapshot.diagnostics))
        lines.push_back(std::move(line));
    if (const std::string note = report::isolationNote(snapshot); !note.empty())
        lines.push_back(note);
    return lines;
}

std::vector<std::string> verifyLines(const report::ContestSnapshot& snapshot,
                                     const VerifyTextOptions& options)
{
    std::vector<std::string> lines;
    static const std::vector<report::PackageReport> nothing;
    const std::vector<report::PackageReport>& packages = snapshot.packages ? *snapshot.packages : nothing;
    for (std::size_t i = 0; i < snapshot.problems.size(); ++i) {
        PackageView view;
        view.problem = &snapshot.problems[i];
        // makeVerifySnapshot makes one report for each problem, in order.
        view.package = i < packages.size() ? &packages[i] : nullptr;
        for (const ReportedSubmission& item : snapshot.submissions) {
            if (item.submission.problem == view.problem->id)
                view.submissions.push_back(&item);
        }
        addPackage(view, options, lines);
    }
    for (const std::string& note : noteLines(snapshot))
        lines.push_back(wrapped(note, options.width, 2));
    lines.push_back(summaryText(snapshot, options));
    return lines;
}

} // namespace assize::cli
