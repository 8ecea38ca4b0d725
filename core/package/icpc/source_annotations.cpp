// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/source_annotations.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/common/names.h"
#include "package/common/text_values.h"
#include "package/icpc/program_files.h"

#include <algorithm>

namespace assize::package {
namespace {

using model::Verdict;

constexpr std::uint64_t kSearchedBytes = 1 << 20;
constexpr std::string_view kResultsMark = "@EXPECTED_RESULTS@:";

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

} // namespace

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
        for (const Verdict permitted : failureOf(*verdict).permitted) {
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

} // namespace assize::package
