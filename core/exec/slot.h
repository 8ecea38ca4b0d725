// SPDX-License-Identifier: GPL-3.0-or-later
// A slot: the place where one task at a time is worked on, with the boxes that belong to it.
#pragma once

#include "sandbox/sandbox.h"

#include <memory>
#include <span>
#include <vector>

namespace assize::exec {

/// A box that is opened when first needed, and anew after it failed. A run that fails by the sandbox's fault
/// is tried once more in a fresh box, and nowhere else; only a second failure comes out as SandboxFailed,
/// with both reasons. A program that is not there, and a request that no box takes, fail at once, as does a
/// run with pipes: see sandbox::Box::run. Used by one thread at a time.
class RenewedBox final : public sandbox::Box
{
public:
    RenewedBox(sandbox::Sandbox& sandbox, sandbox::BoxRole role, int slot)
        : m_sandbox(sandbox), m_role(role), m_slot(slot)
    {
    }

    sandbox::RunResult run(const sandbox::RunRequest& request, std::stop_token stop) override;
    /// Opens the box now, if it is not open.
    Result<void> open();
    /// Closes the box: the next run gets a fresh box.
    void close() { m_box.reset(); }

private:
    sandbox::RunResult runOnce(const sandbox::RunRequest& request, const std::stop_token& stop);

    sandbox::Sandbox& m_sandbox;
    const sandbox::BoxRole m_role;
    const int m_slot;
    std::unique_ptr<sandbox::Box> m_box;
};

/// Belongs to one thread of the TaskPool at a time.
struct Slot
{
    Slot(sandbox::Sandbox& sandbox, int slotNumber)
        : number(slotNumber), contestant(sandbox, sandbox::BoxRole::Contestant, slotNumber),
          jury(sandbox, sandbox::BoxRole::Jury, slotNumber), m_sandbox(sandbox)
    {
    }

    /// Before work for a submission: two submissions never share a contestant box.
    void beginSubmission(int submission)
    {
        if (m_submission != submission) {
            contestant.close();
            m_moreContestants.clear();
        }
        m_submission = submission;
    }
    /// Boxes for programs that run together (sandbox::runGroup). The first box of a role is `contestant` or
    /// `jury`; further boxes are kept like these. Borrowed until the next submission begins.
    std::vector<sandbox::Box*> boxesFor(std::span<const sandbox::BoxRole> roles);

    const int number;
    RenewedBox contestant;
    RenewedBox jury;

private:
    sandbox::Sandbox& m_sandbox;
    int m_submission = 0;
    std::vector<std::unique_ptr<RenewedBox>> m_moreContestants;
    std::vector<std::unique_ptr<RenewedBox>> m_moreJuries;
};

} // namespace assize::exec
