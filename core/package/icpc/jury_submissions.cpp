// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/jury_submissions.h"

#include "base/near_match.h"
#include "base/utf8.h"
#include "files/read.h"
#include "package/common/names.h"
#include "package/common/yaml_file.h"
#include "package/icpc/languages.h"
#include "package/icpc/program_files.h"
#include "package/icpc/submissions_yaml.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::package {
namespace {

using model::Verdict;

constexpr std::uint64_t kSearchedBytes = 1 << 20;
constexpr std::string_view kResultsMark = "@EXPECTED_RESULTS@:";

/// A failure of one kind: other tests may be accepted.
Expectation failure(Verdict verdict)
{
    if (verdict == Verdict::AC)
        return {{Verdict::AC}, {}};
    if (verdict == Verdict::CE)
        return {{Verdict::CE}, {Verdict::CE}};
    return {{Verdict::AC, verdict}, {verdict}};
}

/// What folders of submissions are called, in the words of expectationOfFolder.
const std::vector<std::string_view>& folderNames()
{
    static const std::vector<std::string_view> names = {
        "accepted",           "wrong_answer",       "time_limit_exceeded", "run_time_error",
        "rejected",           "partially_accepted", "brute_force",         "slow_accepted",
        "compiler_error",     "no_output",          "output_limit",        "memory_limit_exceeded",
        "presentation_error", "security_violation"};
    return names;
}

bool isOfficial(std::string_view folder)
{
    return folder == "accepted" || folder == "wrong_answer" || folder == "time_limit_exceeded" ||
           folder == "run_time_error";
}

/// Where a mark stands, in small or capital letters; npos where it does not.
std::size_t findMark(std::string_view source, std::string_view mark)
{
    const auto place =
        std::search(source.begin(), source.end(), mark.begin(), mark.end(), [](char a, char b) {
            return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
        });
    return place == source.end() ? std::string_view::npos : static_cast<std::size_t>(place - source.begin());
}

/// What stands behind a mark in its line; nullopt without one, and with several, of which `problem` tells.
std::optional<std::string_view> behindMark(std::string_view source, std::string_view mark,
                                           std::string& problem)
{
    const std::size_t place = findMark(source, mark);
    if (place == std::string_view::npos)
        return std::nullopt;
    const std::string_view rest = source.substr(place + mark.size());
    if (findMark(rest, mark) != std::string_view::npos) {
        problem =
            std::string(mark.substr(0, mark.rfind('@') + 1)) + " stands there more than once and is not used";
        return std::nullopt;
    }
    return rest.substr(0, rest.find_first_of("\r\n"));
}

bool isNumber(std::string_view text)
{
    const std::vector<std::string> words = splitWords(text);
    return !words.empty() && decimalFrom(words.front());
}

/// What the sources of one submission say of it.
struct Annotations
{
    bool any = false; ///< @EXPECTED_RESULTS@ stands in a source, whatever it says
    std::optional<Expectation> results;
    std::optional<Decimal> score;
    std::vector<Verdict> grades;
};

/// Takes what one file says; false where another file of the submission has said something else.
template<typename Value>
bool takeOnce(std::optional<Value>& known, const std::optional<Value>& found)
{
    if (found && known && *found != *known)
        return false;
    if (found)
        known = found;
    return true;
}

/// `used`: what is wrong with them matters.
Annotations readAnnotations(Reading& reading, const model::JurySubmission& submission, bool used)
{
    Annotations annotations;
    const auto told = [&](const std::string& problem) {
        if (!problem.empty() && used)
            reading.warning(submission.file, problem);
    };
    for (const std::filesystem::path& file : submission.files) {
        const Result<std::filesystem::path> path = files::resolveBelow(file, reading.boundary);
        if (!path)
            continue;
        const Result<std::string> source = files::readHead(*path, kSearchedBytes);
        if (!source) {
            reading.warning(submission.file, source.error().message);
            continue;
        }
        std::string problem;
        annotations.any = annotations.any || findMark(*source, kResultsMark) != std::string_view::npos;
        const std::optional<Expectation> results = expectationFromSource(*source, problem);
        told(problem);
        problem.clear();
        const std::optional<Decimal> score = scoreFromSource(*source, problem);
        told(problem);
        if (annotations.grades.empty())
            annotations.grades = gradesFromSource(*source);
        if (!takeOnce(annotations.results, results) || !takeOnce(annotations.score, score)) {
            told("two files say different @EXPECTED_RESULTS@ or scores; neither is used");
            return {true, std::nullopt, std::nullopt, {}};
        }
    }
    return annotations;
}

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
        submission.below.emplace_back(groups[i], failure(grades[i]));
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
    const bool official = isOfficial(submission.folder);
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
    if (!isOfficial(folder.name) && isOfficial(lowerCase(folder.name)))
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
        if (const std::optional<std::string> meant = nearMatch(folder, folderNames()))
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

bool haveExpectedScores(const Reading& reading)
{
    Reading silent = reading;
    silent.diagnostics.clear();
    const std::string submissions = "submissions";
    const auto says = [&](const std::filesystem::path& file) {
        const Result<std::filesystem::path> path = files::resolveBelow(file, reading.boundary);
        const Result<std::string> source = path ? files::readHead(*path, kSearchedBytes) : path.error();
        std::string ignored;
        return source && scoreFromSource(*source, ignored).has_value();
    };
    for (const files::Entry& folder : entriesOf(silent, submissions, Diagnostic::Level::Warning)) {
        const std::string shown = submissions + "/" + folder.name;
        for (const files::Entry& entry : entriesOf(silent, shown, Diagnostic::Level::Warning)) {
            const std::string file = shown + "/" + entry.name;
            const auto found =
                filesOf(silent, entry, reading.folder / file, file, Diagnostic::Level::Warning);
            if (std::any_of(found.begin(), found.end(), says))
                return true;
        }
    }
    return false;
}

std::optional<Verdict> verdictNamed(std::string_view given)
{
    std::string name = lowerCase(given);
    std::replace(name.begin(), name.end(), '-', '_');
    static const std::map<std::string, Verdict, std::less<>> names = {
        {"accepted", Verdict::AC},
        {"correct", Verdict::AC},
        {"wrong_answer", Verdict::WA},
        {"no_output", Verdict::WA},
        {"presentation_error", Verdict::PE},
        {"time_limit_exceeded", Verdict::TLE},
        {"timelimit", Verdict::TLE},
        {"time_limit", Verdict::TLE},
        {"run_time_error", Verdict::RTE},
        {"runtime_error", Verdict::RTE},
        {"run_error", Verdict::RTE},
        {"memory_limit_exceeded", Verdict::MLE},
        {"memory_limit", Verdict::MLE},
        {"compiler_error", Verdict::CE},
        {"compile_error", Verdict::CE},
        {"compilation_error", Verdict::CE},
        {"output_limit", Verdict::OLE},
        {"output_limit_exceeded", Verdict::OLE},
        {"security_violation", Verdict::SV},
        {"partially_accepted", Verdict::PA},
        {"pac", Verdict::PA},
        {"partial", Verdict::PA},
    };
    const auto found = names.find(name);
    if (found != names.end())
        return found->second;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return model::verdictFromCode(name);
}

Expectation expectationOfFolder(std::string_view folder, bool legacy)
{
    using V = Verdict;
    if (folder == "accepted")
        return {{V::AC}, {}};
    if (folder == "partially_accepted" || folder == "partial")
        return {{V::AC, V::PA}, {V::PA}};
    if (folder == "time_limit_exceeded")
        return legacy ? Expectation{{V::AC, V::WA, V::TLE}, {V::TLE}} : failure(V::TLE);
    if (folder == "run_time_error" || folder == "runtime_error")
        return legacy ? Expectation{{V::AC, V::WA, V::TLE, V::RTE}, {V::RTE}} : failure(V::RTE);
    if (folder == "security_violation")
        return {{V::AC, V::SV, V::RTE}, {V::SV, V::RTE}};
    if (folder == "rejected")
        return {{}, {V::WA, V::TLE, V::MLE, V::OLE, V::RTE}};
    if (folder == "brute_force")
        return {{V::AC, V::TLE, V::MLE, V::RTE}, {V::TLE, V::MLE, V::RTE}};
    if (folder == "slow_accepted")
        return {{V::AC, V::TLE}, {}};
    if (const auto verdict = verdictNamed(std::string(folder)))
        return failure(*verdict);
    return {};
}

std::optional<Expectation> expectationFromSource(std::string_view source, std::string& problem)
{
    auto behind = behindMark(source, kResultsMark, problem);
    if (!behind && !problem.empty())
        return std::nullopt;
    // DOMjudge takes names of results behind the other mark too.
    std::string ignored;
    const auto other = behindMark(source, "@EXPECTED_SCORE@:", ignored);
    const bool named = other && !isNumber(*other);
    if (behind && named) {
        problem = "@EXPECTED_RESULTS@ and @EXPECTED_SCORE@ both name results; neither is used";
        return std::nullopt;
    }
    if (!behind && named)
        behind = other;
    if (!behind)
        return std::nullopt;
    std::string_view rest = *behind;
    Expectation result;
    bool mayBeAccepted = false;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::vector<std::string> words = splitWords(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const std::string name = words.empty() ? std::string() : words.front();
        const std::optional<Verdict> verdict = verdictNamed(name);
        if (!verdict && lowerCase(name) == "check-manually")
            return std::nullopt;
        if (!verdict) {
            problem = "the result " + files::quoted(headOf(name, 60)) +
                      " of @EXPECTED_RESULTS@ is not known; none is used";
            return std::nullopt;
        }
        mayBeAccepted = mayBeAccepted || *verdict == Verdict::AC;
        for (const Verdict permitted : failure(*verdict).permitted) {
            if (std::find(result.permitted.begin(), result.permitted.end(), permitted) ==
                result.permitted.end())
                result.permitted.push_back(permitted);
        }
        if (*verdict != Verdict::AC)
            result.required.push_back(*verdict);
    }
    std::sort(result.permitted.begin(), result.permitted.end());
    if (mayBeAccepted)
        result.required.clear();
    return result.permitted.empty() ? std::nullopt : std::optional(result);
}

std::optional<Decimal> scoreFromSource(std::string_view source, std::string& problem)
{
    const auto behind = behindMark(source, "@EXPECTED_SCORE@:", problem);
    if (!behind)
        return std::nullopt;
    const std::vector<std::string> words = splitWords(*behind);
    return words.empty() ? std::nullopt : decimalFrom(words.front());
}

std::vector<Verdict> gradesFromSource(std::string_view source)
{
    std::string ignored;
    const auto behind = behindMark(source, "@EXPECTED_GRADES@", ignored);
    std::vector<Verdict> grades;
    if (!behind)
        return grades;
    for (const std::string& word : splitWords(
             behind->substr(std::min(behind->size(), std::size_t(behind->rfind(':', 0) == 0 ? 1 : 0))))) {
        const auto verdict = model::verdictFromCode(word);
        if (!verdict)
            break;
        grades.push_back(*verdict);
    }
    return grades;
}

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
