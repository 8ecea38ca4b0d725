// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/protocols/testlib.h"

#include "base/utf8.h"
#include "check/last_words.h"
#include "check/score_text.h"
#include "check/text.h"

#include <charconv>

namespace assize::check {
namespace {

enum ExitCode {
    kOk = 0,
    kWrongAnswer = 1,
    kPresentationError = 2,
    kFail = 3,
    kDirt = 4,
    kPoints = 7,
    kUnexpectedEnd = 8,
};

/// Partial results of a checker compiled for TESTSYS.
constexpr int kTestsysPartial = 50;
constexpr int kWholePartial = 100;

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (isSpace(text.front()) || text.front() == '\0'))
        text.remove_prefix(1);
    while (!text.empty() && (isSpace(text.back()) || text.back() == '\0'))
        text.remove_suffix(1);
    return text;
}

bool skip(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Without the word with which testlib begins.
std::string_view withoutOutcome(std::string_view text)
{
    text = trimmed(text);
    for (const std::string_view outcome :
         {"ok", "wrong answer", "wrong output format", "FAIL", "unexpected eof", "points"}) {
        std::string_view rest = text;
        if (skip(rest, outcome) && (rest.empty() || isSpace(rest.front())))
            return trimmed(rest);
    }
    return text;
}

std::string cleaned(std::string_view text)
{
    return std::string(headOf(toPrintable(headOf(trimmed(text), kMessageCap)), kMessageCap));
}

CheckResult resultOf(model::Verdict verdict, std::string_view message)
{
    CheckResult result;
    result.verdict = verdict;
    result.message = cleaned(message);
    return result;
}

struct Partial
{
    int hundredths = 0;
    std::string_view message;
};

/// "partially correct (40) text".
std::optional<Partial> readPartial(std::string_view text)
{
    text = trimmed(text);
    if (!skip(text, "partially correct ("))
        return std::nullopt;
    Partial partial;
    const char* end = text.data() + text.size();
    const std::from_chars_result number = std::from_chars(text.data(), end, partial.hundredths);
    if (number.ec != std::errc() || number.ptr == end || *number.ptr != ')')
        return std::nullopt;
    partial.message = text.substr(static_cast<std::size_t>(number.ptr + 1 - text.data()));
    return partial;
}

CheckResult scored(Decimal score, bool isMultiplier, std::string_view message)
{
    CheckResult result = resultOf(score > Decimal(0) ? model::Verdict::PA : model::Verdict::WA, message);
    result.score = score;
    result.scoreIsMultiplier = isMultiplier;
    return result;
}

CheckResult decidePartial(const std::string& subject, const Partial& partial)
{
    if (partial.hundredths < 0 || partial.hundredths > kWholePartial) {
        return judgeError(subject + " said \"partially correct (" + std::to_string(partial.hundredths) +
                          ")\", which is not within 0 to 100");
    }
    constexpr std::int64_t kMicrosOfHundredth = 10'000;
    return scored(Decimal::fromMicros(partial.hundredths * kMicrosOfHundredth), true, partial.message);
}

CheckResult decidePoints(const std::string& subject, std::string_view standardError)
{
    const std::string_view text = withoutOutcome(standardError);
    const std::string_view number = tokenAt(text, 0);
    const std::optional<Decimal> points = parseScore(number);
    if (points && *points >= Decimal(0))
        return scored(*points, false, text.substr(number.size()));
    if (points)
        return judgeError(
            subject + " gave " + points->toString() +
            " points, but points are not negative: quitf(_wa, ...) rejects an output, quitp(0, ...) "
            "gives nothing for it");
    std::string reason = " ended with exit code 7 (points), but gave no points";
    if (number.starts_with("points_info="))
        reason += ": it gives points_info, which is for a scorer, and scorers are not supported";
    else if (!text.empty())
        reason += ": " + cleaned(text);
    return judgeError(subject + reason);
}

CheckResult decideExit(const std::string& subject, const sandbox::RunResult& run)
{
    const int exitCode = run.exitCode;
    const std::string_view standardError = run.standardError;
    if (const std::optional<Partial> partial = readPartial(standardError)) {
        if (exitCode == partial->hundredths || exitCode == partial->hundredths + kTestsysPartial)
            return decidePartial(subject, *partial);
    }
    const std::string_view message = withoutOutcome(standardError);
    switch (exitCode) {
    case kOk:
        return resultOf(model::Verdict::AC, message);
    case kWrongAnswer:
        return resultOf(model::Verdict::WA, message);
    case kPresentationError:
    case kDirt:
    case kUnexpectedEnd:
        return resultOf(model::Verdict::PE, message);
    case kPoints:
        return decidePoints(subject, standardError);
    case kFail:
        return judgeError(subject + " says that the jury's part failed (exit code 3)" +
                          (message.empty() ? std::string() : ": " + cleaned(message)));
    default:
        return judgeError(
            subject + " ended with exit code " + std::to_string(exitCode) +
            ", which testlib does not have (0 accepts, 1 and 2 reject, 3 fails, 7 gives points)" +
            (message.empty() ? std::string() : ": " + lastWords(message, run.standardErrorCut)));
    }
}

Result<CheckRequest> requestOf(const CheckContext& context, const CheckFiles& files)
{
    CheckRequest made;
    sandbox::RunRequest& request = made.request;
    request = juryRequest(context.program, context.limits);
    const std::string input = freeName(context.program, "assize-input");
    const std::string output = freeName(context.program, "assize-output");
    const std::string answer = freeName(context.program, "assize-answer");
    request.arguments.insert(request.arguments.end(), {input, output, answer});
    placeFile(request, input, files.input);
    if (files.output >= 0)
        placeFile(request, output, files.output);
    else
        request.collect = {output}; // which an interactor writes
    placeFile(request, answer, files.answer);
    return made;
}

CheckResult decideEnd(const CheckContext& context, const CheckFiles& files, const sandbox::RunResult& run)
{
    const std::string subject =
        (files.output >= 0 ? "checker " : "interactor ") + toPrintableLine(context.program.name);
    if (run.status != model::RunStatus::Exited) {
        std::string message = subject + ' ' + describeEnd(run, context.limits);
        if (!run.standardError.empty() && run.status != model::RunStatus::SandboxFailed)
            message += ": " + lastWords(run.standardError, run.standardErrorCut);
        return judgeError(std::move(message));
    }
    return decideExit(subject, run);
}

} // namespace

const Protocol& testlibProtocol()
{
    static constexpr Protocol protocol{kOk, true, requestOf, decideEnd};
    return protocol;
}

} // namespace assize::check
