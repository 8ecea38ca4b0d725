// SPDX-License-Identifier: GPL-3.0-or-later
// What the first process of the virtual machine needs: file systems, control groups, lines of results.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace assize::guest {

inline constexpr const char* kGroups = "/sys/fs/cgroup";
inline constexpr const char* kScratch = "/tmp/secret"; ///< anybody may write there
inline constexpr unsigned kOrdinaryUser = 1000;

/// Prints PASS or FAIL with the name of the check; `details` are shown with it.
void check(bool passed, const std::string& name, const std::string& details);
/// Prints SKIP with the reason.
void skip(const std::string& name, const std::string& reason);
/// Says which part the checks that follow are about.
void setPart(std::string name);

/// Ends the machine when the step of its preparation failed.
void must(bool done, const std::string& step);

/// Moves from the initial RAM file system to one from where pivot_root works, and mounts what Linux has.
void prepareFileSystems();
void powerOff();

/// Runs `work` in a new process, in the control group `group` (below kGroups; "": the root), as `user`. True
/// when it ended by itself with 0.
bool inProcess(const std::string& group, unsigned user, const std::function<void()>& work);

enum class Delegation { None, Marked };

/// Makes a group that belongs to `user`. The mark is the one that systemd
/// leaves for Delegate=yes.
void makeGroup(const std::string& name, unsigned user, Delegation delegation);

/// Folders of groups below `group` whose names begin with "assize-", and those below them.
std::vector<std::string> groupsBelow(const std::string& group);
std::string readText(const std::string& path);
bool writeText(const std::string& path, const std::string& text);
/// This process's group, e.g. "/session".
std::string ownGroup();
/// Waits up to five seconds for something to become true.
bool becomes(const std::function<bool()>& condition);

} // namespace assize::guest
