// SPDX-License-Identifier: GPL-3.0-or-later
// What the sandbox of this machine says about itself. Pure but for what machineFacts() reads.
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
