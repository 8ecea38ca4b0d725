// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/chosen_part.h"

#include "base/glob.h"
#include "base/utf8.h"
#include "files/read.h"

#include <algorithm>

namespace assize::engine {
namespace {

constexpr std::chrono::nanoseconds kLimitOfOneRun = std::chrono::seconds(10);
constexpr std::size_t kNamed = 8;

std::string_view lastPart(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

bool isChosenSubmission(const Glob& glob, const model::Submission& submission)
{
    std::string_view name = submission.file;
    if (glob.matches(name) || glob.matches(lastPart(name)))
        return true;
    // Two packages of the same name: the id has a number that the file's path has not.
    name.remove_prefix(std::min(name.find('/') + 1, name.size()));
    if (glob.matches(name))
        return true;
    constexpr std::string_view kFolder = "submissions/";
    return name.starts_with(kFolder) && glob.matches(name.substr(kFolder.size()));
}

bool isChosenTest(const Glob& glob, const model::TestCase& test)
{
    return glob.covers(test.id) || glob.matches(lastPart(test.id));
}

template<typename Items, typename Name>
std::string someOf(const Items& items, Name name)
{
    std::string text;
    std::size_t count = 0;
    for (const auto& item : items) {
        if (count++ >= kNamed)
            continue;
        text += text.empty() ? "" : ", ";
        text += toPrintableLine(name(item));
    }
    return text + (count > kNamed ? ", ..." : "");
}

Error nothingMatches(const char* what, const std::string& pattern, const std::string& candidates)
{
    std::string message = "No ";
    message.append(what).append(" matches ").append(files::quoted(pattern));
    message.append(". There are: ").append(candidates).append(".");
    return {ErrorKind::InvalidInput, std::move(message)};
}

/// Runs of some tests say nothing of a limit for all.
void takeLimit(model::Problem& problem)
{
    if (problem.limits.cpuTime.count() != 0)
        return;
    problem.limits.cpuTime = kLimitOfOneRun;
    problem.timeLimitFrom = "of a single run";
}

Result<void> keepTests(const std::string& pattern, OpenContest& contest)
{
    const Glob glob(pattern);
    std::vector<std::string> all;
    bool found = false;
    for (model::Problem& problem : contest.problems) {
        for (const model::TestCase& test : problem.testCases)
            all.push_back(test.id);
        std::erase_if(problem.testCases,
                      [&](const model::TestCase& test) { return !isChosenTest(glob, test); });
        found = found || !problem.testCases.empty();
        takeLimit(problem);
    }
    if (!found)
        return nothingMatches("test", pattern, someOf(all, [](const std::string& id) { return id; }));
    return {};
}

Result<void> useInput(const std::filesystem::path& input, OpenContest& contest)
{
    std::error_code error;
    const std::filesystem::path path = std::filesystem::canonical(input, error);
    if (error)
        return Error{ErrorKind::InvalidInput,
                     "The input " + files::quoted(input) + " cannot be read: " + error.message()};
    const Result<files::OpenFile> file = files::openRegularFile(path);
    if (!file)
        return file.error();
    for (model::Problem& problem : contest.problems) {
        if (problem.takesAnswers())
            return Error{
                ErrorKind::InvalidInput,
                toPrintableLine(problem.file) +
                    ": its submissions are answers, which do not run: there is nothing to give an input to."};
        model::TestCase test;
        test.id = "input";
        test.input = path;
        test.inputSize = file->size;
        problem.testCases = {test};
        problem.packageChecks.clear();
        problem.groups.resize(std::min<std::size_t>(problem.groups.size(), 1));
        // Without an answer nothing but the jury's side of a conversation can be run.
        if (!model::isInteractive(problem.taskType)) {
            problem.validation = {};
            problem.taskType = model::Batch{};
        }
        takeLimit(problem);
    }
    return {};
}

} // namespace

OnlyPart onlyPartOf(const std::string& only)
{
    const std::size_t colon = only.rfind(':');
    if (colon == std::string::npos)
        return {only, {}};
    return {only.substr(0, colon), only.substr(colon + 1)};
}

Result<void> keepChosen(const VerifyOptions& options, OpenContest& contest)
{
    const OnlyPart only = onlyPartOf(options.only);
    contest.keepOutputs = !options.only.empty() || options.input;
    contest.ownInput = options.input.has_value();
    // The user's own input is validated; the package's statements about itself are not checked for a single
    // submission.
    contest.checkPackages = options.only.empty() || options.input;
    if (!only.submission.empty()) {
        const Glob glob(only.submission);
        const std::string all =
            someOf(contest.submissions, [](const model::Submission& submission) { return submission.file; });
        std::erase_if(contest.submissions, [&](const model::Submission& submission) {
            return !isChosenSubmission(glob, submission);
        });
        if (contest.submissions.empty())
            return nothingMatches("submission", only.submission, all);
        int id = 0;
        for (model::Submission& submission : contest.submissions)
            submission.id = ++id;
        std::erase_if(contest.problems, [&](const model::Problem& problem) {
            return std::none_of(contest.submissions.begin(), contest.submissions.end(),
                                [&](const model::Submission& one) { return one.problem == problem.id; });
        });
    }
    if (options.input)
        return useInput(*options.input, contest);
    if (!only.test.empty())
        return keepTests(only.test, contest);
    return {};
}

} // namespace assize::engine
