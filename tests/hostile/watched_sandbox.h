// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox that passes everything on to another one and looks at what comes back.
#pragma once

#include "sandbox/sandbox.h"

#include <mutex>
#include <string>
#include <vector>

namespace assize::hostile {

/// What was seen since the last look.
struct Seen
{
    std::vector<std::string>
        faults; ///< a secret in an output; a sandbox that failed, also where it was tried again
    std::chrono::nanoseconds longestCleaning{0}; ///< of a contestant's run, beyond the run itself
    std::string lastOutput;                      ///< of the last contestant's run: standard output, its head
    std::string lastErrors;
};

/// Thread-safe like the sandbox behind it, which must outlive it.
class WatchedSandbox final : public sandbox::Sandbox
{
public:
    /// `secrets`: no output may have one of them in it.
    WatchedSandbox(sandbox::Sandbox& behind, std::vector<std::string> secrets)
        : m_behind(behind), m_secrets(std::move(secrets))
    {
    }

    sandbox::SandboxInfo info() const override { return m_behind.info(); }
    Result<std::unique_ptr<sandbox::Box>> openBox(sandbox::BoxRole role, int slot) override;

    /// What was seen; forgets it.
    Seen take();

private:
    class WatchedBox;
    void look(const sandbox::RunResult& result, std::chrono::nanoseconds taken, bool hostile);
    void searchFile(int fd, std::uint64_t size, const std::string& name);
    void searchText(std::string_view text, const std::string& name);

    sandbox::Sandbox& m_behind;
    const std::vector<std::string> m_secrets;
    std::mutex m_mutex; ///< guards m_seen
    Seen m_seen;
};

} // namespace assize::hostile
