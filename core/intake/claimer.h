// SPDX-License-Identifier: GPL-3.0-or-later
// The part that all ways to read a folder of submissions (intake/sources) share.
#pragma once

#include "intake/claims.h"
#include "intake/source_tree.h"

#include <set>
#include <string>
#include <string_view>

namespace assize::intake {

/// Below a hidden folder, or a folder that a tool left behind, or such a file itself: nobody handed it in.
bool isHidden(std::string_view file);

/// Answers may have any extension.
bool takesAnyFile(const ProblemNames::Match& match);

/// The part that detection and patterns have in common. One thread; for one call.
class Claimer
{
public:
    explicit Claimer(const ClaimRules& rules) : m_rules(rules), m_names(rules.problems) {}

protected:
    void takeOver(SourceTree& tree);
    /// A hand-in that is there and cannot be judged needs a person.
    void missed(const std::string& file, const std::string& reason);
    bool isSource(std::string_view file, std::string& reason) const;
    /// Why nothing can be handed in for the problem `name`.
    std::string noProblem(std::string_view name, const std::string& file);
    /// Tells once that `spelled` is taken for a problem of another spelling.
    void noteCase(const ProblemNames::Match& match, std::string_view spelled, const std::string& file);

    const ClaimRules& m_rules;
    const ProblemNames& m_names;
    std::set<std::string, std::less<>> m_archives; ///< see SourceTree
    Claims m_claims;

private:
    std::set<std::string, std::less<>> m_noted;
};

} // namespace assize::intake
