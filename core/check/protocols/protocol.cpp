// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/protocols/protocol.h"

#include "check/protocols/kattis.h"
#include "check/protocols/testlib.h"

namespace assize::check {

const Protocol& protocolOf(model::ValidatorProtocol id)
{
    switch (id) {
    case model::ValidatorProtocol::Testlib:
        return testlibProtocol();
    case model::ValidatorProtocol::Kattis:
        break;
    }
    return kattisProtocol();
}

std::optional<CheckResult> judgeOutput(sandbox::Box& juryBox, const Protocol& protocol,
                                       const CheckContext& context, const CheckFiles& files,
                                       std::stop_token stop)
{
    const Result<CheckRequest> made = protocol.request(context, files);
    if (!made)
        return judgeError(made.error().message);
    const sandbox::RunResult run = juryBox.run(made->request, std::move(stop));
    if (run.status == model::RunStatus::Cancelled)
        return std::nullopt;
    return protocol.decide(context, files, run);
}

} // namespace assize::check
