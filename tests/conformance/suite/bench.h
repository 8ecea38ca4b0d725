// SPDX-License-Identifier: GPL-3.0-or-later
// What the conformance suite works on: a sandbox, one box of it, the subject, and what may be expected of
// them. Free of Qt, as the same suite runs in the virtual machine too.
#pragma once

#include "sandbox/sandbox.h"

#include <filesystem>
#include <string>
#include <vector>

namespace assize::conformance {

inline constexpr std::uint64_t kMegabyte = 1 << 20;

/// What a part of the suite needs of a sandbox and of the machine; a set of bits.
enum Need : unsigned {
    None = 0,
    CountsMemory = 1,    ///< memory of all processes together, of files in memory and of the kernel
    CountsTime = 2,      ///< CPU time also of processes that nobody waited for
    LimitsProcesses = 4, ///< processes and threads of a run are limited
    RealClock = 8,       ///< the processor is no emulation: what takes long says something
    Tools = 16,          ///< the system has a shell and shared libraries
    Compilers = 32,      ///< compilers and runtimes are tried here
    WakesFirst = 64,     ///< the sandbox runs before all programs, as root may decide
    CountsGroups = CountsMemory | CountsTime | LimitsProcesses,
};

/// Why something with these needs cannot be tried where only `abilities` are; empty: it can.
std::string missing(unsigned needs, unsigned abilities);

/// What went wrong. An empty list: all is well.
class Findings
{
public:
    /// Notes `what` unless it `holds`; gives `holds`.
    bool expect(bool holds, const std::string& what, const std::string& details = {});
    bool empty() const { return m_list.empty(); }
    std::string text() const;

private:
    std::vector<std::string> m_list;
};

struct Surroundings
{
    unsigned abilities = None;
    std::filesystem::path subject;        ///< the static program of tests/conformance/subject
    std::filesystem::path dynamicSubject; ///< the same with shared libraries; empty: there are none
    std::filesystem::path folder;         ///< where the suite may write; "secret" is part of its path
    std::vector<std::string> secrets;     ///< paths of the host that no program may see
};

/// One thread at a time. Borrows the sandbox.
class Bench
{
public:
    /// Opens a box of a contestant; `box()` fails if that could not be done.
    Bench(sandbox::Sandbox& sandbox, Surroundings surroundings, Findings& findings);

    bool isReady() const { return m_box && m_subject; }
    unsigned abilities() const { return m_surroundings.abilities; }
    bool can(unsigned needs) const { return missing(needs, abilities()).empty(); }
    const Surroundings& surroundings() const { return m_surroundings; }
    sandbox::Sandbox& sandbox() { return m_sandbox; }
    sandbox::Box& box() { return *m_box; }
    int subjectFile() const { return m_subject.get(); }
    int dynamicSubjectFile() const { return m_dynamicSubject.get(); } ///< -1: there is none

    /// A run of the subject, by default within the limits of a generous contest.
    sandbox::RunRequest subject(std::vector<std::string> arguments) const;
    sandbox::RunRequest subject(std::vector<std::string> arguments, const sandbox::RunLimits& limits) const;
    /// A run of a program of the system with the limits of a compiler.
    static sandbox::RunRequest command(std::vector<std::string> arguments);

    sandbox::RunResult run(const sandbox::RunRequest& request) { return m_box->run(request, {}); }
    /// Runs and expects the exit code.
    sandbox::RunResult expectExit(Findings& findings, const sandbox::RunRequest& request, int exitCode = 0);
    /// Expects that a run finds nothing of those before it. Done after each row of the suite.
    void expectClean(Findings& findings);

private:
    sandbox::Sandbox& m_sandbox;
    Surroundings m_surroundings;
    std::unique_ptr<sandbox::Box> m_box;
    unique_fd m_subject;
    unique_fd m_dynamicSubject;
};

sandbox::RunLimits generous();

std::string contentOf(const unique_fd& fd);
const char* nameOf(model::RunStatus status);
std::string describe(const sandbox::RunResult& result);

/// A sealed file in memory. Ends the program when there is no memory left.
unique_fd memoryFile(std::string_view content);

} // namespace assize::conformance
