// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/case_report.h"

#include "base/utf8.h"
#include "check/check.h"

namespace assize::exec {

model::Run judgeErrorRun(const model::TestCase& test, std::string_view reason)
{
    model::Run run;
    run.testCase = test.id;
    run.state = model::TaskState::Done;
    run.verdict = model::Verdict::JE;
    run.message = headOf(reason, check::kMessageCap);
    return run;
}

CaseReport failedReport(const model::TestCase& test, std::string_view reason)
{
    CaseReport report;
    report.run = judgeErrorRun(test, reason);
    return report;
}

} // namespace assize::exec
