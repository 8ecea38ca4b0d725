// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/protocols/kattis.h"

#include "base/utf8.h"
#include "check/last_words.h"
#include "check/score_text.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fcntl.h>
#include <string>

namespace assize::check {
namespace {

using Scores = model::OutputValidation::Scores;

constexpr int kAccepted = 42;
constexpr int kWrong = 43;

// The work folder is the feedback folder: files that a validator writes there can be brought back.
constexpr char kFeedbackFolder[] = "./";
constexpr char kJudgeMessage[] = "judgemessage.txt";
constexpr char kTeamMessage[] = "teammessage.txt";
constexpr char kJudgeError[] = "judgeerror.txt";
constexpr char kScore[] = "score.txt";
constexpr char kScoreMultiplier[] = "score_multiplier.txt";
constexpr char kPosition[] = "diffposition.txt";
constexpr char kNextPass[] = "nextpass.in";

const sandbox::CollectedFile* findFeedback(const sandbox::RunResult& run, std::string_view name)
{
    const auto found = std::find_if(run.collected.begin(), run.collected.end(),
                                    [name](const sandbox::CollectedFile& file) { return file.name == name; });
    return found == run.collected.end() ? nullptr : &*found;
}

std::string feedbackText(const sandbox::RunResult& run, std::string_view name)
{
    const sandbox::CollectedFile* const file = findFeedback(run, name);
    return file ? readHead(file->fd.get(), kMessageCap + 4) : std::string();
}

/// A description of its own for the same file: a shared offset would leave nothing to read for the next
/// validator.
unique_fd reopenForReading(int fd)
{
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    return unique_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

void readPosition(const sandbox::RunResult& run, const CheckFiles& files, CheckResult& result)
{
    // "answer-offset output-offset", as the default validator of problemtools writes it.
    const std::string text = feedbackText(run, kPosition);
    std::uint64_t answerAt = 0;
    std::uint64_t outputAt = 0;
    const char* end = text.data() + text.size();
    const std::from_chars_result first = std::from_chars(text.data(), end, answerAt);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != ' ')
        return;
    const std::from_chars_result second = std::from_chars(first.ptr + 1, end, outputAt);
    if (second.ec != std::errc() || answerAt > sizeOfFile(files.answer) ||
        outputAt > sizeOfFile(files.output))
        return;
    result.answerOffset = answerAt;
    result.outputOffset = outputAt;
}

std::string notANumber(const char* file, const std::string& text, const std::string& expected)
{
    return std::string(" wrote a ") + file + " that is " + expected + ": \"" +
           std::string(headOf(toPrintableLine(text), 48)) + "\"";
}

/// The kind of nonsense in a text that parseScore does not take.
std::string whyNoScore(std::string text)
{
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    if (text.empty())
        return "empty; expected a decimal number such as 12.5";
    std::string_view digits = text;
    if (digits.starts_with('+'))
        digits.remove_prefix(1);
    double value = 0;
    const char* const end = digits.data() + digits.size();
    const std::from_chars_result number = std::from_chars(digits.data(), end, value);
    if (number.ptr != end || number.ec == std::errc::invalid_argument)
        return "no decimal number such as 12.5";
    if (number.ec == std::errc() && !std::isfinite(value))
        return "no finite number; the validator has divided by zero, or never set its score";
    return "too large for a score (10^12 is the most); the validator has computed an overflow, or points of "
           "another scale";
}

/// Sets the score of the output. Returns the fault, or an empty string.
std::string readScore(const sandbox::RunResult& run, Scores scores, bool another, CheckResult& result)
{
    const bool hasScore = findFeedback(run, kScore) != nullptr;
    // The legacy format does not know the multiplier.
    const bool isLegacy = scores == Scores::Required || scores == Scores::AnyVerdict;
    const bool hasMultiplier = !isLegacy && findFeedback(run, kScoreMultiplier) != nullptr;
    if (!hasScore && !hasMultiplier) {
        // The score is said in the last pass.
        if (scores == Scores::Required && !another)
            return " accepted the output, but wrote no score.txt, which this problem needs";
        return {};
    }
    if (scores == Scores::Never) {
        return std::string(" gave a score (") + (hasScore ? kScore : kScoreMultiplier) +
               "), but the problem has no scores from the validator";
    }
    if (hasScore && hasMultiplier)
        return " wrote both score.txt and score_multiplier.txt";
    const std::string text = feedbackText(run, hasScore ? kScore : kScoreMultiplier);
    result.score = parseScore(text);
    result.scoreIsMultiplier = hasMultiplier;
    if (!result.score)
        return notANumber(hasScore ? kScore : kScoreMultiplier, text, whyNoScore(text));
    if (hasMultiplier && (*result.score < Decimal(0) || *result.score > Decimal(1)))
        return notANumber(kScoreMultiplier, text, "not within 0 to 1");
    return {};
}

std::string describeFailure(const sandbox::RunResult& run, const model::Limits& limits)
{
    std::string message = ' ' + describeEnd(run, limits);
    // How programs of testlib accept and reject; 0 is also how a program ends that says nothing.
    if (run.status == model::RunStatus::Exited && (run.exitCode == 0 || run.exitCode == 1))
        message += ", but 42 accepts and 43 rejects (a testlib checker, or no `return 42`?)";
    else if (run.status == model::RunStatus::Exited)
        message += " (42 accepts, 43 rejects, nothing else is valid)";
    std::string reason = feedbackText(run, kJudgeError);
    if (reason.empty())
        reason = lastWords(run.standardError, run.standardErrorCut);
    if (!reason.empty() && run.status != model::RunStatus::SandboxFailed)
        message += ": " + reason;
    return message;
}

/// Keeps the files that the next pass needs; the files that the validator brought with it stay away.
void keepForNextPass(const sandbox::RunResult& run, const std::vector<sandbox::InputFile>& own,
                     FeedbackState& feedback)
{
    feedback.files.clear();
    for (const sandbox::CollectedFile& file : run.collected) {
        const bool isOwn = std::any_of(
            own.begin(), own.end(), [&file](const sandbox::InputFile& one) { return one.name == file.name; });
        if (isOwn)
            continue;
        unique_fd copy(::fcntl(file.fd.get(), F_DUPFD_CLOEXEC, 3));
        if (file.name == kNextPass)
            feedback.nextInput = std::move(copy);
        else
            feedback.files.push_back({file.name, std::move(copy), file.size, false});
    }
}

CheckResult decide(const std::string& subject, const sandbox::RunResult& run, const model::Limits& limits,
                   Scores scores, const FeedbackState* feedback)
{
    if (run.status != model::RunStatus::Exited || (run.exitCode != kAccepted && run.exitCode != kWrong))
        return judgeError(subject + describeFailure(run, limits));
    CheckResult result;
    result.verdict = run.exitCode == kAccepted ? model::Verdict::AC : model::Verdict::WA;
    const bool another = feedback && findFeedback(run, kNextPass);
    if (result.verdict == model::Verdict::WA) {
        if (another)
            return judgeError(subject + " rejected the output (43) but asked for another pass (nextpass.in)");
        if (scores == Scores::AnyVerdict) {
            if (const std::string fault = readScore(run, scores, another, result); !fault.empty())
                return judgeError(subject + fault);
        } else {
            for (const char* file : {kScore, kScoreMultiplier}) {
                if (findFeedback(run, file))
                    return judgeError(subject + " rejected the output (43) but gave a score (" + file + ")");
            }
        }
    } else {
        if (another && feedback->passes >= feedback->passesAllowed) {
            return judgeError(subject + " asked for more than the " +
                              std::to_string(feedback->passesAllowed) +
                              " passes that limits.validation_passes allows");
        }
        if (const std::string fault = readScore(run, scores, another, result); !fault.empty())
            return judgeError(subject + fault);
    }
    std::string message = feedbackText(run, kJudgeMessage);
    if (message.empty())
        message = feedbackText(run, kTeamMessage);
    result.message = headOf(message, kMessageCap);
    return result;
}

Result<CheckRequest> requestOf(const CheckContext& context, const CheckFiles& files)
{
    const PreparedJuryProgram& validator = context.program;
    const FeedbackState* const feedback = context.feedback;
    CheckRequest made;
    if (files.output >= 0) {
        made.standardInput = reopenForReading(files.output);
        if (!made.standardInput)
            return systemError("cannot open the program's output for output validator " +
                                   toPrintableLine(validator.name),
                               errno);
    }
    sandbox::RunRequest& request = made.request;
    request = juryRequest(validator, context.limits);
    if (made.standardInput)
        request.standardInput = made.standardInput.get();
    // In a folder where all files of the work folder are brought back: those in folders are not.
    const std::string folder = feedback ? freeName(validator, "assize-test") + '/' : std::string();
    const std::string inputName = folder + (feedback ? "input" : freeName(validator, "assize-input"));
    const std::string answerName = folder + (feedback ? "answer" : freeName(validator, "assize-answer"));
    request.arguments.insert(request.arguments.end(), {inputName, answerName, kFeedbackFolder});
    request.arguments.insert(request.arguments.end(), context.flags.begin(), context.flags.end());
    placeFile(request, inputName, files.input);
    placeFile(request, answerName, files.answer);
    request.collect = {kJudgeMessage, kTeamMessage, kJudgeError, kScore, kScoreMultiplier, kPosition};
    request.collectLimit =
        request.collect.size() * std::max<std::uint64_t>(context.limits.validationOutput, 1 << 20);
    if (feedback) {
        request.collect = {"*"};
        request.collectLimit = context.limits.validationOutput + (1 << 20);
        for (const sandbox::InputFile& file : validator.files)
            request.collectLimit += sizeOfFile(file.fd);
        for (const sandbox::CollectedFile& file : feedback->files) {
            placeFile(request, file.name, file.fd.get());
            request.files.back().writable = true;
        }
    }
    return made;
}

CheckResult decideEnd(const CheckContext& context, const CheckFiles& files, const sandbox::RunResult& run)
{
    FeedbackState* const feedback = context.feedback;
    if (feedback) {
        ++feedback->passes;
        feedback->nextInput = {};
    }
    CheckResult result = decide("output validator " + toPrintableLine(context.program.name), run,
                                context.limits, context.scores, feedback);
    if (feedback && result.verdict == model::Verdict::AC)
        keepForNextPass(run, context.program.files, *feedback);
    if (files.output >= 0 && result.verdict == model::Verdict::WA)
        readPosition(run, files, result);
    return result;
}

} // namespace

const Protocol& kattisProtocol()
{
    static constexpr Protocol protocol{kAccepted, false, requestOf, decideEnd};
    return protocol;
}

} // namespace assize::check
