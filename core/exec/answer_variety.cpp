// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/answer_variety.h"

#include "files/hash.h"

#include <algorithm>
#include <map>
#include <vector>

namespace assize::exec {
namespace {

/// Groups of only two tests, with the same answer, are common.
constexpr std::size_t kFewest = 3;

/// Whether all have the same content, which is not nothing.
bool allEqual(const std::vector<const model::TestCase*>& tests, const std::stop_token& stop)
{
    const std::uint64_t size = tests.front()->answerSize;
    if (size == 0 || std::any_of(tests.begin(), tests.end(), [size](const model::TestCase* test) {
            return test->answer.empty() || test->answerSize != size;
        }))
        return false;
    std::string first;
    for (const model::TestCase* test : tests) {
        if (stop.stop_requested())
            return false;
        files::Hasher content;
        // Whether it can be read is for another check to say.
        if (!content.addFile(test->answer))
            return false;
        const std::string hash = content.hex();
        if (!first.empty() && hash != first)
            return false;
        first = hash;
    }
    return true;
}

} // namespace

Diagnostics examineAnswers(const model::Problem& problem, const std::string& shown,
                           const std::stop_token& stop)
{
    Diagnostics diagnostics;
    // There the answers are not whole outputs.
    if (!model::hasWholeOutput(problem.taskType))
        return diagnostics;
    std::map<std::string, std::vector<const model::TestCase*>> byGroup;
    for (const model::TestCase& test : problem.testCases) {
        if (!test.sample)
            byGroup[test.group].push_back(&test);
    }
    for (const auto& [group, tests] : byGroup) {
        if (tests.size() >= kFewest && allEqual(tests, stop))
            diagnostics.push_back({Diagnostic::Level::Warning, shown,
                                   "all " + std::to_string(tests.size()) + " answers of the group " + group +
                                       " are the same: a program that always writes this one passes it"});
    }
    return diagnostics;
}

} // namespace assize::exec
