// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/jury_submissions.h"

#include "base/near_match.h"
#include "package/common/names.h"
#include "package/icpc/expectations.h"
#include "package/icpc/languages.h"
#include "package/icpc/program_files.h"
#include "package/icpc/source_annotations.h"
#include "package/icpc/submissions_yaml.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::package {
namespace {

using model::Verdict;

void expectGrades(Reading& reading, const std::vector<Verdict>& grades, const model::Problem& problem,
                  model::JurySubmission& submission)
{
    std::vector<std::string> groups;
    for (const model::TestGroup& group : problem.groups) {
        if (group.parent == "secret")
            groups.push_back(group.id);
    }
    if (grades.size() > groups.size()) {
        reading.warning(submission.file, "@EXPECTED_GRADES@ has " + std::to_string(grades.size()) +
                                             " grades for the " + std::to_string(groups.size()) +
                                             " groups of data/secret; none is used");
        return;
    }
    for (std::size_t i = 0; i < grades.size(); ++i)
        submission.below.emplace_back(groups[i], failureOf(grades[i]));
}

/// Whether what a source says is no more than what its folder says anyway.
bool agrees(const Expectation& said, const model::JurySubmission& submission)
{
    return said.required == submission.required &&
           std::all_of(said.permitted.begin(), said.permitted.end(), [&](Verdict verdict) {
               return std::find(submission.permitted.begin(), submission.permitted.end(), verdict) !=
                      submission.permitted.end();
           });
}

/// Whether the sources say @EXPECTED_RESULTS@ at all.
bool applyAnnotations(Reading& reading, const model::Problem& problem, model::JurySubmission& submission)
{
    // DOMjudge holds the name of an official folder against what the source says, and the folder wins.
    const bool official = isOfficialFolder(submission.folder);
    const Annotations annotations = readAnnotations(reading, submission, !official || problem.isScoring());
    if (official && annotations.results && !agrees(*annotations.results, submission))
        reading.warning(submission.file, "its @EXPECTED_RESULTS@ is not used: in submissions/" +
                                             submission.folder + " the folder says what is expected");
    if (official && !problem.isScoring())
        return annotations.any;
    if (annotations.results && !official) {
        submission.permitted = annotations.results->permitted;
        submission.required = annotations.results->required;
        // DOMjudge has no PA: what earns a part of the points is as correct as what earns all.
        const auto accepted =
            std::find(submission.permitted.begin(), submission.permitted.end(), Verdict::AC);
        if (problem.isScoring() && accepted != submission.permitted.end() && submission.required.empty())
            submission.permitted.insert(accepted + 1, Verdict::PA);
    }
    submission.ofWholeOnly = (annotations.results && !official) || annotations.score;
    if (!problem.isScoring())
        return annotations.any;
    if (annotations.score)
        submission.score = model::ScoreRange{*annotations.score, *annotations.score};
    if (submission.folder != "accepted")
        expectGrades(reading, annotations.grades, problem, submission);
    return annotations.any;
}

/// What a folder's name says in this problem.
Expectation expectationOf(const std::string& folder, bool legacy, const model::Problem& problem)
{
    Expectation expectation = expectationOfFolder(folder, legacy);
    // Kattis's AC is that of the grader, which may give it for a part of the points; olympiads rely on that.
    if (folder == "accepted" && legacy && problem.isScoring())
        return {{Verdict::AC, Verdict::PA}, {}};
    if (folder != "partially_accepted" && folder != "partial")
        return expectation;
    // Where there is no full score, none is below it; and where there is no score, the name says nothing.
    if (!problem.isScoring())
        return {};
    if (problem.unbounded)
        expectation.required.clear();
    // In the newer format, which does not know the folder, what is permitted is so of every test.
    if (!legacy)
        expectation.permitted.clear();
    return expectation;
}

/// `annotated` collects the files of submissions whose sources say @EXPECTED_RESULTS@.
void readSubmissionFolder(Reading& reading, bool legacy, const files::Entry& folder, model::Problem& problem,
                          std::set<std::string>& annotated)
{
    const std::string shown = "submissions/" + folder.name;
    if (!isOfficialFolder(folder.name) && isOfficialFolder(lowerCase(folder.name)))
        reading.warning(shown,
                        "the folder has to be called " + lowerCase(folder.name) +
                            "; no other judge knows it by this name, and no time limit is computed from it");
    const Expectation expectation = expectationOf(folder.name, legacy, problem);
    for (const files::Entry& entry : entriesOf(reading, shown, Diagnostic::Level::Warning)) {
        model::JurySubmission submission;
        submission.file = shown + "/" + entry.name;
        submission.folder = folder.name;
        submission.permitted = expectation.permitted;
        submission.required = expectation.required;
        submission.files = filesOf(reading, entry, reading.folder / submission.file, submission.file,
                                   Diagnostic::Level::Warning);
        if (submission.files.empty())
            continue;
        if (applyAnnotations(reading, problem, submission))
            annotated.insert(submission.file);
        problem.jurySubmissions.push_back(std::move(submission));
    }
}

bool expectsNothing(const model::JurySubmission& submission)
{
    return submission.permitted.empty() && submission.required.empty() && !submission.score &&
           submission.message.empty() && submission.below.empty() && !submission.mustExceedTimeLimit;
}

/// Submissions of which nothing is expected, folder by folder: whatever they get is as expected, and a folder
/// whose name has a slip shows in nothing else.
void tellOfNoExpectation(Reading& reading, const model::Problem& problem,
                         const std::set<std::string>& annotated)
{
    constexpr std::size_t kNamed = 3;
    std::map<std::string, std::vector<std::string>> byFolder;
    for (const model::JurySubmission& submission : problem.jurySubmissions) {
        // Those whose mark asks for a look by hand, or cannot be used, which is told of already.
        if (expectsNothing(submission) && annotated.count(submission.file) == 0 &&
            nearMatch(submission.folder, {"check_manually"}).value_or(submission.folder) != "check_manually")
            byFolder[submission.folder].push_back(submission.file);
    }
    for (const auto& [folder, submissions] : byFolder) {
        std::string names;
        for (std::size_t i = 0; i < submissions.size() && i < kNamed; ++i)
            names += (i > 0 ? ", " : "") + submissions[i].substr(submissions[i].rfind('/') + 1);
        if (submissions.size() > kNamed)
            names += " and " + std::to_string(submissions.size() - kNamed) + " more";
        const std::string shown = "submissions/" + folder;
        if (const std::optional<std::string> meant = nearMatch(folder, submissionFolderNames()))
            reading.lost(reading.shown(shown),
                         "no folder of submissions has this name, so nothing is expected of " + names +
                             "; meant " + *meant + "?");
        else
            reading.warning(shown, "nothing is expected of " + names +
                                       ": the folder's name says nothing, and there is no "
                                       "@EXPECTED_RESULTS@: in the source and no rule in submissions.yaml");
    }
}

} // namespace

void readJurySubmissions(Reading& reading, bool legacy, model::Problem& problem)
{
    bool described = false;
    std::set<std::string> annotated;
    for (const files::Entry& folder : entriesOf(reading, "submissions", Diagnostic::Level::Warning)) {
        if (folder.isFolder())
            readSubmissionFolder(reading, legacy, folder, problem, annotated);
        else if (!folder.unusable.empty())
            reading.warning("submissions/" + folder.name, "not used: " + folder.unusable);
        else if (folder.name == "submissions.yaml")
            described = true;
        else if (isSourceName(folder.name))
            reading.warning("submissions/" + folder.name,
                            "not used: submissions lie in folders that say what is expected of them");
    }
    const SubmissionRules rules = described ? readSubmissionsYaml(reading) : SubmissionRules{};
    applySubmissionRules(reading, legacy, rules, problem);
    tellOfNoExpectation(reading, problem, annotated);
}

} // namespace assize::package
