// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/group_tree.h"

#include "score/names.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

namespace assize::score {
namespace {

constexpr std::size_t kNowhere = SIZE_MAX;

} // namespace

GroupTree::GroupTree(const model::Problem& problem)
    : m_parent(problem.groups.size()), m_groupOfTest(problem.testCases.size()), m_parts(problem.groups.size())
{
    findParents(problem);
    for (std::size_t test = 0; test < problem.testCases.size(); ++test) {
        const model::TestCase& testCase = problem.testCases[test];
        m_groupOfTest[test] = find(testCase.group);
        if (!m_groupOfTest[test])
            addFault("the test " + shown(testCase.id) +
                     " is in a group that does not exist: " + shown(testCase.group));
    }
    if (!m_fault.empty())
        return;

    const std::vector<std::size_t> position = positions(problem);
    // From the last group to the first: the groups below a group have been filled before it is looked at.
    std::vector<std::vector<std::tuple<std::size_t, std::size_t, Part>>> sorted(problem.groups.size());
    for (std::size_t test = 0; test < problem.testCases.size(); ++test)
        sorted[*m_groupOfTest[test]].push_back({test, 0, {Part::Kind::Test, test}});
    for (std::size_t group = problem.groups.size(); group-- > 0;) {
        std::sort(sorted[group].begin(), sorted[group].end(), [](const auto& a, const auto& b) {
            return std::pair(std::get<0>(a), std::get<1>(a)) < std::pair(std::get<0>(b), std::get<1>(b));
        });
        if (problem.groups[group].staticValidatorFlags)
            m_parts[group].push_back({Part::Kind::StaticValidation, group});
        for (const auto& entry : sorted[group])
            m_parts[group].push_back(std::get<2>(entry));
        if (m_parent[group] && !m_parts[group].empty())
            sorted[*m_parent[group]].push_back({position[group], group + 1, {Part::Kind::Group, group}});
    }
}

std::optional<std::size_t> GroupTree::find(std::string_view group) const
{
    const auto found = m_indexOf.find(group);
    return found == m_indexOf.end() ? std::nullopt : std::optional(found->second);
}

void GroupTree::findParents(const model::Problem& problem)
{
    std::optional<std::size_t> root;
    for (std::size_t group = 0; group < problem.groups.size(); ++group) {
        const model::TestGroup& entry = problem.groups[group];
        if (entry.parent) {
            m_parent[group] = find(*entry.parent);
            if (!m_parent[group])
                addFault("the group " + shownGroup(entry.id) + " does not come after its parent " +
                         shownGroup(*entry.parent));
        } else if (root) {
            addFault("the group " + shownGroup(entry.id) + " is a second one without a parent");
        } else {
            root = group;
        }
        if (!m_indexOf.emplace(entry.id, group).second)
            addFault("there are two groups " + shownGroup(entry.id));
    }
    if (!root)
        addFault("there is no group of all tests");
    m_root = root.value_or(0);
}

std::vector<std::size_t> GroupTree::positions(const model::Problem& problem) const
{
    std::vector<std::size_t> position(problem.groups.size(), kNowhere);
    for (std::size_t test = 0; test < problem.testCases.size(); ++test)
        position[*m_groupOfTest[test]] = std::min(position[*m_groupOfTest[test]], test);
    // A group without tests stands before the next of its neighbours that has any.
    std::vector<std::size_t> next(problem.groups.size(), kNowhere);
    for (std::size_t group = problem.groups.size(); group-- > 0;) {
        if (!m_parent[group])
            continue;
        const std::size_t parent = *m_parent[group];
        if (position[group] == kNowhere)
            position[group] = next[parent];
        next[parent] = position[group];
        position[parent] = std::min(position[parent], position[group]);
    }
    for (std::size_t group = 0; group < problem.groups.size(); ++group) {
        for (const std::string& id : problem.groups[group].grading.requiredGroups) {
            const std::optional<std::size_t> required = find(id);
            if (required && *required < group && m_parent[*required] == m_parent[group])
                position[group] = std::max(position[group], position[*required]);
        }
    }
    return position;
}

void GroupTree::addFault(std::string fault)
{
    if (m_fault.empty())
        m_fault = std::move(fault);
}

} // namespace assize::score
