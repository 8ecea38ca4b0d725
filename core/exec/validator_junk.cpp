// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/validator_junk.h"

#include "base/seconds_text.h"
#include "base/utf8.h"
#include "files/mapped_file.h"
#include "files/read.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace assize::exec {
namespace {

using model::Verdict;

constexpr std::size_t kTests = 2;
constexpr std::size_t kLongLine = 1 << 20;
constexpr std::uint64_t kLargestAnswer = 1 << 20;
constexpr std::size_t kShownMessage = 200;
constexpr std::string_view kBlanks = " \t\r\n\v\f";

/// The words with a single blank between them.
std::string wordsOf(std::string_view text)
{
    std::string words;
    bool blank = false;
    for (const char c : text) {
        if (kBlanks.find(c) != std::string_view::npos) {
            blank = true;
            continue;
        }
        if (blank && !words.empty())
            words += ' ';
        blank = false;
        words += c;
    }
    return words;
}

struct Target
{
    const model::TestCase* test;
    std::string answer;
};

std::vector<Target> targetsOf(const model::Problem& problem)
{
    std::vector<Target> targets;
    for (const bool sample : {false, true}) {
        for (const model::TestCase& test : problem.testCases) {
            if (targets.size() >= kTests || test.sample != sample || test.input.empty() ||
                test.answerSize > kLargestAnswer)
                continue;
            std::string answer;
            if (!test.answer.empty()) {
                std::error_code error;
                const std::filesystem::path path = std::filesystem::canonical(test.answer, error);
                Result<std::string> content = files::readFile(error ? test.answer : path, kLargestAnswer);
                // Whether it can be read is for another check to say.
                if (!content)
                    continue;
                answer = std::move(*content);
            }
            targets.push_back({&test, std::move(answer)});
        }
        if (!targets.empty())
            break;
    }
    return targets;
}

/// The message without the validator's own name, which need not be repeated.
std::string_view withoutName(std::string_view message, const model::Problem& problem)
{
    for (const model::JuryProgram& program : problem.validation.validators) {
        const std::string prefix = "output validator " + toPrintableLine(program.name) + ' ';
        if (message.starts_with(prefix))
            message.remove_prefix(prefix.size());
    }
    return message;
}

std::string namesOf(const model::Problem& problem)
{
    std::string names;
    for (const model::JuryProgram& program : problem.validation.validators)
        names += (names.empty() ? "" : ", ") + toPrintableLine(program.name);
    return names;
}

std::chrono::nanoseconds junkTime(std::chrono::nanoseconds validationTime)
{
    return std::min<std::chrono::nanoseconds>(validationTime, std::chrono::seconds(3));
}

/// Nullopt: `stop` was requested.
Result<std::optional<check::CheckResult>> judge(Slot& slot, const model::TestCase& test,
                                                const std::string& bytes,
                                                const PackageCheckTools::JudgeOutput& judgeOutput,
                                                const std::stop_token& stop)
{
    std::error_code error;
    const std::filesystem::path path = std::filesystem::canonical(test.input, error);
    const Result<files::OpenFile> input = files::openRegularFile(error ? test.input : path);
    if (!input)
        return input.error();
    const Result<unique_fd> output = sandbox::makeMemoryFile(bytes, "junk");
    if (!output)
        return output.error();
    return judgeOutput(slot, test, {.input = input->fd.get(), .output = output->get()}, stop);
}

} // namespace

void JunkFindings::add(const std::string& what, const std::string& test, std::string_view message)
{
    if (std::find(m_kinds.begin(), m_kinds.end(), what) != m_kinds.end())
        return;
    m_kinds.push_back(what);
    const std::string said(headOf(message, kShownMessage));
    const auto same =
        std::find_if(m_said.begin(), m_said.end(), [&said](const auto& one) { return one.first == said; });
    const std::string item = what + " (" + toPrintableLine(test) + ")";
    if (same == m_said.end())
        m_said.emplace_back(said, item);
    else
        same->second += ", " + item;
}

std::string JunkFindings::text() const
{
    std::string text;
    for (const auto& [said, items] : m_said)
        text += (text.empty() ? "" : "; ") + items + (said.empty() ? "" : ": " + said);
    return text;
}

std::vector<Junk> junkFor(std::string_view answer)
{
    std::string binary;
    for (int i = 0; i < 1024; ++i)
        binary += static_cast<char>(i * 7 % 256);
    std::vector<Junk> all = {
        {"an empty output", ""},
        {"nan and inf", "nan nan inf -inf\n"},
        {"huge numbers", std::string(400, '9') + " -" + std::string(400, '9') + " 1e999\n"},
        {"binary bytes", std::move(binary)},
        {"one line of a million letters", std::string(kLongLine, 'x') + "\n"},
    };
    if (answer.find_first_not_of(kBlanks) != std::string_view::npos)
        all.insert(all.begin() + 1,
                   {"the answer with junk after it", std::string(answer) + "\nassize-junk 17\n"});
    const std::string right = wordsOf(answer);
    std::erase_if(all, [&](const Junk& junk) { return wordsOf(junk.bytes) == right; });
    return all;
}

bool takesJunk(const model::Problem& problem)
{
    return !problem.validation.validators.empty() && model::isBatch(problem.taskType);
}

model::Limits junkLimits(model::Limits limits)
{
    limits.validationTime = junkTime(limits.validationTime);
    return limits;
}

Diagnostics throwJunk(Slot& slot, const model::Problem& problem,
                      const PackageCheckTools::JudgeOutput& judgeOutput, const std::string& shown,
                      std::chrono::steady_clock::duration budget, const std::stop_token& stop)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    JunkFindings accepted;
    JunkFindings failed;
    Diagnostics diagnostics;
    for (const Target& target : targetsOf(problem)) {
        for (const Junk& junk : junkFor(target.answer)) {
            if (std::chrono::steady_clock::now() >= end)
                break;
            const Result<std::optional<check::CheckResult>> result =
                judge(slot, *target.test, junk.bytes, judgeOutput, stop);
            if (!result) {
                diagnostics.push_back({Diagnostic::Level::Warning, shown, result.error().message});
                return diagnostics;
            }
            const std::optional<check::CheckResult>& decision = *result;
            if (!decision)
                return {};
            if (decision->verdict == Verdict::JE)
                failed.add(junk.name, target.test->id, withoutName(decision->message, problem));
            else if (decision->verdict == Verdict::AC)
                accepted.add(junk.name, target.test->id, {});
        }
    }
    if (!failed.isEmpty())
        diagnostics.push_back({Diagnostic::Level::Warning, shown,
                               namesOf(problem) + " gives no decision within " +
                                   secondsText(junkTime(problem.limits.validationTime)) +
                                   " on outputs that are junk, where it should reject them; a "
                                   "contestant's program could cause that: " +
                                   failed.text()});
    if (!accepted.isEmpty())
        diagnostics.push_back({Diagnostic::Level::Warning, shown,
                               namesOf(problem) + " accepts outputs that are junk: " + accepted.text()});
    return diagnostics;
}

} // namespace assize::exec
