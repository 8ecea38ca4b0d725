// SPDX-License-Identifier: GPL-3.0-or-later
// The groups of a problem as a tree, in the order in which they are graded. Inside core/score only; made for
// one call, refers to the problem.
#pragma once

#include "model/problem.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::score {

/// A part of a group: the static validator's result for it, a test, or a group below it.
struct Part
{
    enum class Kind { StaticValidation, Test, Group };
    Kind kind = Kind::Test;
    std::size_t index = 0; ///< into Problem::testCases or Problem::groups
};

class GroupTree
{
public:
    /// Groups whose parents do not come before them, a second root, and tests of no group below the root are
    /// faults.
    explicit GroupTree(const model::Problem& problem);

    /// Why the problem cannot be graded; empty: it can.
    const std::string& fault() const { return m_fault; }
    std::size_t root() const { return m_root; }
    std::optional<std::size_t> find(std::string_view group) const;
    /// Static validation first, then tests and groups in the order of (their first) tests, but a group after
    /// those of its neighbours that it requires. Without groups that have no parts.
    const std::vector<Part>& partsOf(std::size_t group) const { return m_parts[group]; }
    /// Index of a test's group.
    std::optional<std::size_t> groupOfTest(std::size_t test) const { return m_groupOfTest[test]; }
    std::optional<std::size_t> parentOf(std::size_t group) const { return m_parent[group]; }

private:
    void findParents(const model::Problem& problem);
    std::vector<std::size_t> positions(const model::Problem& problem) const;
    void addFault(std::string fault);

    std::map<std::string_view, std::size_t> m_indexOf;
    std::vector<std::optional<std::size_t>> m_parent;
    std::vector<std::optional<std::size_t>> m_groupOfTest;
    std::vector<std::vector<Part>> m_parts;
    std::size_t m_root = 0;
    std::string m_fault;
};

} // namespace assize::score
