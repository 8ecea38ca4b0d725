// SPDX-License-Identifier: GPL-3.0-or-later
// Names that learning platforms give to folders and files of hand-ins. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

/// A name of a platform, taken apart.
struct PlatformName
{
    const char* platform = "";
    std::string contestant; ///< the student's name; bytes
    std::string number;     ///< the platform's own, which tells students of the same name apart
    std::string prefix; ///< the beginning of all names of this hand-in's files, where they lie side by side
    std::string file;   ///< the student's own name of the file; empty: the name is a folder's
    std::string onlyFolder{}; ///< for people: why nothing in it can be judged; empty: it can
};

/// Nullopt: no platform that is known here makes such a name. The table of platforms is in the source.
std::optional<PlatformName> platformName(std::string_view name);

/// The contestants that the top folders and loose files of a folder of hand-ins name.
class ContestantNames
{
public:
    /// All of them, before anybody is asked for.
    explicit ContestantNames(const std::vector<std::string>& topNames);

    /// The student's name; with the platform's number where another contestant is called the same; of a name
    /// that no platform made, the name itself.
    std::string of(std::string_view topName) const;

    bool anyPlatform() const { return !m_numbers.empty(); }

private:
    std::map<std::string, std::set<std::string>, std::less<>> m_numbers; ///< by student's name
    std::set<std::string, std::less<>> m_others;                         ///< names that no platform made
};

} // namespace assize::intake
