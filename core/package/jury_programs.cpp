// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/jury_programs.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/yaml_file.h"

#include <algorithm>
#include <map>

namespace assize::package {
namespace {

using model::Verdict;

constexpr std::uint64_t kSearchedBytes = 1 << 20;
constexpr std::size_t kMostFiles = 10'000;

bool isIgnored(std::string_view name)
{
    return name.front() == '.' || name.front() == '-' || name == "__pycache__" || name == "__MACOSX";
}

bool hasIgnoredPart(std::string_view name)
{
    while (!name.empty()) {
        if (isIgnored(name))
            return true;
        const std::size_t slash = name.find('/');
        name.remove_prefix(slash == std::string_view::npos ? name.size() : slash + 1);
    }
    return false;
}

/// The regular files of a program that is a file or a folder, as they lie in the package (links unresolved
/// but checked). Empty after an Error or Warning of `level`.
std::vector<std::filesystem::path> filesOf(Reading& reading, const files::Entry& entry,
                                           const std::filesystem::path& as, const std::string& shown,
                                           Diagnostic::Level level)
{
    const auto complain = [&](const std::string& file, const std::string& message) {
        reading.diagnostics.push_back({level, reading.shown(file), message});
    };
    if (!entry.unusable.empty()) {
        complain(shown, "this program cannot be used: " + entry.unusable);
        return {};
    }
    if (entry.isFile())
        return {as};
    files::WalkOptions options = reading.walkOptions();
    options.maximumEntries = kMostFiles;
    const Result<files::Listing> listing = files::walkFolder(entry.path, options);
    if (!listing || listing->truncated) {
        complain(shown,
                 listing ? "the folder holds more files than a program may have" : listing.error().message);
        return {};
    }
    std::vector<std::filesystem::path> result;
    for (const files::Entry& file : listing->entries) {
        if (hasIgnoredPart(file.name) || file.isFolder())
            continue;
        if (!file.isFile()) {
            complain(shown + "/" + file.name, "this file cannot be used: " + file.unusable);
            return {};
        }
        result.push_back(as / file.name);
    }
    return result;
}

/// The usable entries of a folder of the package; empty where it is missing.
std::vector<files::Entry> entriesOf(Reading& reading, const std::string& folder, Diagnostic::Level level)
{
    std::error_code code;
    const std::filesystem::path path = reading.folder / folder;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, code)))
        return {};
    const Result<std::filesystem::path> resolved = files::resolveBelow(path, reading.boundary);
    Result<files::Listing> listing = resolved ? files::listFolder(*resolved, reading.walkOptions())
                                              : Result<files::Listing>(resolved.error());
    if (!listing) {
        reading.diagnostics.push_back({level, reading.shown(folder), listing.error().message});
        return {};
    }
    std::vector<files::Entry> entries;
    for (files::Entry& entry : listing->entries) {
        if (!isIgnored(entry.name))
            entries.push_back(std::move(entry));
    }
    return entries;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

/// A result's name as DOMjudge and its packages write it, in small letters with '_' for '-'.
std::optional<Verdict> verdictNamed(std::string name)
{
    name = lower(name);
    std::replace(name.begin(), name.end(), '-', '_');
    static const std::map<std::string, Verdict, std::less<>> names = {
        {"accepted", Verdict::AC},           {"correct", Verdict::AC},
        {"wrong_answer", Verdict::WA},       {"no_output", Verdict::WA},
        {"presentation_error", Verdict::PE}, {"time_limit_exceeded", Verdict::TLE},
        {"timelimit", Verdict::TLE},         {"time_limit", Verdict::TLE},
        {"run_time_error", Verdict::RTE},    {"runtime_error", Verdict::RTE},
        {"run_error", Verdict::RTE},         {"memory_limit_exceeded", Verdict::MLE},
        {"memory_limit", Verdict::MLE},      {"compiler_error", Verdict::CE},
        {"compile_error", Verdict::CE},      {"compilation_error", Verdict::CE},
        {"output_limit", Verdict::OLE},      {"output_limit_exceeded", Verdict::OLE},
        {"security_violation", Verdict::SV},
    };
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

/// A failure of one kind: other tests may be accepted.
Expectation failure(Verdict verdict)
{
    if (verdict == Verdict::AC)
        return {{Verdict::AC}, {}};
    if (verdict == Verdict::CE)
        return {{Verdict::CE}, {Verdict::CE}};
    return {{Verdict::AC, verdict}, {verdict}};
}

bool isOfficial(std::string_view folder)
{
    return folder == "accepted" || folder == "wrong_answer" || folder == "time_limit_exceeded" ||
           folder == "run_time_error";
}

void readAnnotations(Reading& reading, model::JurySubmission& submission)
{
    std::optional<Expectation> expectation;
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
        const std::optional<Expectation> found = expectationFromSource(*source, problem);
        if (!problem.empty())
            reading.warning(submission.file, problem);
        if (found && expectation && *found != *expectation) {
            reading.warning(submission.file, "two files say different @EXPECTED_RESULTS@; neither is used");
            return;
        }
        if (found)
            expectation = found;
    }
    if (expectation) {
        submission.permitted = expectation->permitted;
        submission.required = expectation->required;
    }
}

void readSubmissionFolder(Reading& reading, bool legacy, const files::Entry& folder, model::Problem& problem)
{
    const std::string shown = "submissions/" + folder.name;
    const Expectation expectation = expectationOfFolder(folder.name, legacy);
    for (const files::Entry& entry : entriesOf(reading, shown, Diagnostic::Level::Warning)) {
        model::JurySubmission submission;
        submission.file = shown + "/" + entry.name;
        submission.folder = folder.name;
        submission.permitted = expectation.permitted;
        submission.required = expectation.required;
        submission.forTimeLimit = folder.name == "accepted";
        submission.files = filesOf(reading, entry, reading.folder / submission.file, submission.file,
                                   Diagnostic::Level::Warning);
        if (submission.files.empty())
            continue;
        // DOMjudge holds the name of an official folder against what the source says, and the folder wins.
        if (!isOfficial(folder.name))
            readAnnotations(reading, submission);
        problem.jurySubmissions.push_back(std::move(submission));
    }
}

} // namespace

Expectation expectationOfFolder(std::string_view folder, bool legacy)
{
    using V = Verdict;
    if (folder == "accepted")
        return {{V::AC}, {}};
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
    static constexpr std::string_view kMark = "@expected_results@:";
    const auto equal = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    const auto find = [&](std::string_view text) {
        return std::search(text.begin(), text.end(), kMark.begin(), kMark.end(), equal);
    };
    const auto mark = find(source);
    if (mark == source.end())
        return std::nullopt;
    std::string_view rest = source.substr(static_cast<std::size_t>(mark - source.begin()) + kMark.size());
    if (find(rest) != rest.end()) {
        problem = "@EXPECTED_RESULTS@ stands there more than once and is not used";
        return std::nullopt;
    }
    rest = rest.substr(0, rest.find_first_of("\r\n"));
    Expectation result;
    bool mayBeAccepted = false;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::vector<std::string> words = splitWords(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const std::string name = words.empty() ? std::string() : words.front();
        const std::optional<Verdict> verdict = verdictNamed(name);
        if (!verdict && lower(name) == "check-manually")
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

void readOutputValidators(Reading& reading, bool legacy, model::Problem& problem)
{
    std::vector<std::string> folders = {"output_validators", "output_validator"};
    if (!legacy)
        std::swap(folders[0], folders[1]);
    for (const std::string& folder : folders) {
        std::vector<files::Entry> entries = entriesOf(reading, folder, Diagnostic::Level::Error);
        if (entries.empty())
            continue;
        if (!problem.validation.validators.empty()) {
            reading.error(folder,
                          "there is also a folder " + files::quoted(folders[0]) + "; keep one of the two");
            return;
        }
        // In newer packages there is one validator, and the folder itself may be it.
        if (folder == "output_validator" && entries.size() > 1) {
            files::Entry whole;
            whole.kind = files::EntryKind::Folder;
            whole.name = folder;
            whole.path = reading.folder / folder;
            model::JuryProgram program{folder, {}, reading.folder / folder};
            program.files = filesOf(reading, whole, program.folder, folder, Diagnostic::Level::Error);
            problem.validation.validators.push_back(std::move(program));
            continue;
        }
        for (const files::Entry& entry : entries) {
            model::JuryProgram program;
            program.name = folder + "/" + entry.name;
            const std::filesystem::path as = reading.folder / program.name;
            program.folder = entry.isFolder() ? as : as.parent_path();
            program.files = filesOf(reading, entry, as, program.name, Diagnostic::Level::Error);
            if (!program.files.empty())
                problem.validation.validators.push_back(std::move(program));
        }
    }
}

void readJurySubmissions(Reading& reading, bool legacy, model::Problem& problem)
{
    for (const files::Entry& folder : entriesOf(reading, "submissions", Diagnostic::Level::Warning)) {
        if (folder.isFolder()) {
            readSubmissionFolder(reading, legacy, folder, problem);
        } else if (folder.name == "submissions.yaml") {
            reading.warning(
                "submissions/submissions.yaml",
                "not read by this version of Assize: submissions are held against what their folders say");
        } else if (!folder.unusable.empty()) {
            reading.warning("submissions/" + folder.name, "not used: " + folder.unusable);
        }
    }
}

} // namespace assize::package
