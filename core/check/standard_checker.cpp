// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/standard_checker.h"

#include "base/utf8.h"
#include "check/standard_families.h"
#include "check/text.h"

#include <algorithm>
#include <array>

namespace assize::check {
namespace {

struct StandardChecker
{
    std::string_view name;
    void (*compare)(Reader& answer, Reader& output);
};

constexpr std::array<StandardChecker, 19> kCheckers{{
    {"acmp", compareDoubleAbsolutely},
    {"caseicmp", compareInt64Cases},
    {"casencmp", compareInt64ListCases},
    {"casewcmp", compareTokenListCases},
    {"dcmp", compareDouble},
    {"fcmp", compareLines},
    {"hcmp", compareHugeInteger},
    {"icmp", compareInt32},
    {"lcmp", compareTokensInLines},
    {"ncmp", compareInt64s},
    {"nyesno", compareYesNos},
    {"rcmp", compareDoubleAbsolutely},
    {"rcmp4", compareDoublesTo4},
    {"rcmp6", compareDoublesTo6},
    {"rcmp9", compareDoublesTo9},
    {"rncmp", compareDoublesAbsolutely},
    {"uncmp", compareUnorderedInt64s},
    {"wcmp", compareTokens},
    {"yesno", compareYesNo},
}};

/// testlib's maxFileSize.
constexpr std::size_t kLargestFile = 128U << 20;

const StandardChecker* find(std::string_view name)
{
    const auto* const found = std::find_if(kCheckers.begin(), kCheckers.end(),
                                           [name](const StandardChecker& one) { return one.name == name; });
    return found == kCheckers.end() ? nullptr : found;
}

CheckResult verdictOf(model::Verdict verdict, std::string message)
{
    CheckResult result;
    result.verdict = verdict;
    result.message = std::move(message);
    return result;
}

/// In the order in which testlib opens the files.
std::optional<CheckResult> findTooLarge(std::string_view input, std::string_view output,
                                        std::string_view answer)
{
    const std::string reason = " is larger than 128 MiB, the most that a checker of testlib reads";
    if (input.size() > kLargestFile)
        return verdictOf(model::Verdict::JE, "the test's input" + reason);
    if (output.size() > kLargestFile)
        return verdictOf(model::Verdict::PE, "the output" + reason);
    if (answer.size() > kLargestFile)
        return verdictOf(model::Verdict::JE, "the jury's answer" + reason);
    return std::nullopt;
}

} // namespace

bool isStandardChecker(std::string_view name)
{
    return find(name) != nullptr;
}

std::vector<std::string> standardCheckerNames()
{
    std::vector<std::string> names;
    names.reserve(kCheckers.size());
    for (const StandardChecker& one : kCheckers)
        names.emplace_back(one.name);
    return names;
}

CheckResult runStandardChecker(std::string_view name, std::string_view input, std::string_view output,
                               std::string_view answer)
{
    const StandardChecker* const checker = find(name);
    if (!checker) {
        return verdictOf(model::Verdict::JE,
                         "there is no standard checker " + toPrintableLine(headOf(name, 64)));
    }
    if (std::optional<CheckResult> tooLarge = findTooLarge(input, output, answer))
        return *tooLarge;
    try {
        Reader answerReader(answer, Reader::Role::Answer);
        Reader outputReader(output, Reader::Role::Output);
        checker->compare(answerReader, outputReader);
        if (!outputReader.seekEnd()) {
            const std::size_t at = outputReader.position();
            outputReader.reject(at, "extra output " + quoteExcerpt(tokenAt(output, at), 0) +
                                        " after what was expected");
        }
    } catch (const Decided& decided) {
        return decided.result;
    }
    return verdictOf(model::Verdict::AC, {});
}

} // namespace assize::check
