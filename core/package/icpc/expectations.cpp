// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/expectations.h"

#include "package/common/names.h"

#include <algorithm>
#include <map>

namespace assize::package {

using model::Verdict;

Expectation failureOf(Verdict verdict)
{
    if (verdict == Verdict::AC)
        return {{Verdict::AC}, {}};
    if (verdict == Verdict::CE)
        return {{Verdict::CE}, {Verdict::CE}};
    return {{Verdict::AC, verdict}, {verdict}};
}

const std::vector<std::string_view>& submissionFolderNames()
{
    static const std::vector<std::string_view> names = {
        "accepted",           "wrong_answer",       "time_limit_exceeded", "run_time_error",
        "rejected",           "partially_accepted", "brute_force",         "slow_accepted",
        "compiler_error",     "no_output",          "output_limit",        "memory_limit_exceeded",
        "presentation_error", "security_violation"};
    return names;
}

bool isOfficialFolder(std::string_view folder)
{
    return folder == "accepted" || folder == "wrong_answer" || folder == "time_limit_exceeded" ||
           folder == "run_time_error";
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
        return legacy ? Expectation{{V::AC, V::WA, V::TLE}, {V::TLE}} : failureOf(V::TLE);
    if (folder == "run_time_error" || folder == "runtime_error")
        return legacy ? Expectation{{V::AC, V::WA, V::TLE, V::RTE}, {V::RTE}} : failureOf(V::RTE);
    if (folder == "security_violation")
        return {{V::AC, V::SV, V::RTE}, {V::SV, V::RTE}};
    if (folder == "rejected")
        return {{}, {V::WA, V::TLE, V::MLE, V::OLE, V::RTE}};
    if (folder == "brute_force")
        return {{V::AC, V::TLE, V::MLE, V::RTE}, {V::TLE, V::MLE, V::RTE}};
    if (folder == "slow_accepted")
        return {{V::AC, V::TLE}, {}};
    if (const auto verdict = verdictNamed(std::string(folder)))
        return failureOf(*verdict);
    return {};
}

} // namespace assize::package
