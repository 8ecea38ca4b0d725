// SPDX-License-Identifier: GPL-3.0-or-later
// The description that the sandbox of this machine gives of itself. Pure but for the files that
// machineFacts() reads.
#pragma once

#include "sandbox/protocol/mechanisms.h"
#include "sandbox/sandbox.h"

#include <string>

namespace assize::sandbox {

/// `box`: the absolute path of assize-box.
SandboxInfo describe(const protocol::Findings& findings, const std::string& box);
/// Of a sandbox that isolates nothing.
SandboxInfo describeUnisolated();

} // namespace assize::sandbox
