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
std::optional<CheckResult> findTooLarge(const CheckBytes& bytes)
{
    const std::string reason = " is larger than 128 MiB, the most that a checker of testlib reads";
    if (bytes.input.size() > kLargestFile)
        return verdictOf(model::Verdict::JE, "the test's input" + reason);
    if (bytes.output.size() > kLargestFile)
        return verdictOf(model::Verdict::PE, "the output" + reason);
    if (bytes.answer.size() > kLargestFile)
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

CheckResult runStandardChecker(std::string_view name, const CheckBytes& bytes)
{
    const StandardChecker* const checker = find(name);
    if (!checker) {
        return verdictOf(model::Verdict::JE,
                         "there is no standard checker " + toPrintableLine(headOf(name, 64)));
    }
    if (std::optional<CheckResult> tooLarge = findTooLarge(bytes))
        return *tooLarge;
    try {
        Reader answerReader(bytes.answer, Reader::Role::Answer);
        Reader outputReader(bytes.output, Reader::Role::Output);
        checker->compare(answerReader, outputReader);
        if (!outputReader.seekEnd()) {
            const std::size_t at = outputReader.position();
            outputReader.reject(at, "extra output " + quoteExcerpt(tokenAt(bytes.output, at), 0) +
                                        " after what was expected");
        }
    } catch (const Decided& decided) {
        return decided.result;
    }
    return verdictOf(model::Verdict::AC, {});
}

} // namespace assize::check
