// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/measuring/measured_limit.h"

#include "base/utf8.h"
#include "exec/limits.h"
#include "exec/measured_run.h"
#include "exec/time_limit_key.h"

namespace assize::exec {
namespace {

/// The slowest of its runs, if it is slower than the slowest so far.
void takeSlowest(const Measurement& measurement, model::TimeLimitComputed& computed)
{
    const double factor = measurement.timeFactor > 0 ? 1 / measurement.timeFactor : 1;
    for (const model::Run& run : measurement.judgement->runs) {
        const std::chrono::nanoseconds time = scaled(run.cpuTime, factor);
        if (time >= computed.slowestAccepted) {
            computed.slowestAccepted = time;
            computed.slowestSubmission = measurement.submission->file;
        }
    }
}

} // namespace

bool mayBoundTimeLimit(const model::Problem& problem, const model::Submission& submission,
                       const model::Judgement& judgement)
{
    return judgement.state == model::SubmissionState::Done &&
           model::mayBoundTimeLimit(juryOf(problem, submission),
                                    judgement.verdict.value_or(model::Verdict::JE));
}

MeasuredLimit limitFrom(const model::Problem& problem, const std::vector<Measurement>& measurements,
                        bool fromThoseAccepted)
{
    MeasuredLimit found;
    model::TimeLimitComputed computed;
    int measured = 0;
    for (const Measurement& measurement : measurements) {
        const std::string file = toPrintableLine(measurement.submission->file);
        const model::Judgement& judgement = *measurement.judgement;
        if (judgement.state == model::SubmissionState::NoToolchain) {
            if (!fromThoseAccepted)
                found.warnings.push_back("the time limit is computed without " + file + ": " +
                                         judgement.message);
            continue;
        }
        if (!mayBoundTimeLimit(problem, *measurement.submission, judgement)) {
            computed.complete = false;
            found.refusal = "no time limit is given, and it cannot be computed because the jury submission " +
                            file + ", which bounds it, gets " +
                            std::string(model::codeOf(judgement.verdict.value_or(model::Verdict::JE))) +
                            (judgement.message.empty() ? "" : " (" + judgement.message + ")");
            if (!fromThoseAccepted)
                return found;
            continue;
        }
        ++measured;
        takeSlowest(measurement, computed);
    }
    if (measured == 0) {
        if (found.refusal.empty())
            found.refusal =
                "no time limit is given, and none of the accepted jury submissions can be run on this "
                "machine to compute it";
        return found;
    }
    found.refusal.clear();
    computed.limit = timeLimitFrom(computed.slowestAccepted, problem.timeLimitRule);
    found.computed = std::move(computed);
    return found;
}

bool isMeasuredAs(const model::Submission& judged, const model::Submission& measured)
{
    return judged.file == measured.file && judged.contentHash == measured.contentHash &&
           judged.language == measured.language;
}

std::vector<model::Run> runsThatStand(const model::Problem& problem, const model::Language& language,
                                      const std::vector<model::Run>& measured)
{
    std::vector<model::Run> stand;
    for (std::size_t i = 0; i < measured.size() && i < problem.testCases.size(); ++i) {
        if (isSameUnder(measured[i], limitsFor(problem, problem.testCases[i], language)))
            stand.push_back(measured[i]);
    }
    return stand;
}

} // namespace assize::exec
