// SPDX-License-Identifier: GPL-3.0-or-later
// Junk for the jury's own input validators: files that are no inputs. A validator that accepts such a file
// does not check its defect (that there is an input at all, that nothing stands behind it); a validator that
// crashes on such a file refuses it by accident. Called by the package's examination (`assize verify`), in a
// slot's jury box.
//
// Nothing of it is kept: it is seven short runs of each validator, once for a package.
#pragma once

#include "exec/validator_junk.h"

namespace assize::exec {

/// The junk to throw where `input` is a right input, which it does not repeat word by word; nothing empty
/// where `emptyIsRight`. Pure.
std::vector<Junk> junkInputsFor(std::string_view input, bool emptyIsRight);

/// Whether there is a validator to throw it at.
bool takesJunkInputs(const PackageCheckTools& tools);

/// Throws all junk at each input validator, with the flags of the first secret test (else the first sample).
/// An input is accepted when all validators accept it; as long as some of them are not run (.viva, .ctd, or a
/// validator that cannot be built), nobody knows that. `limits`: see junkLimits. Ends after `budget`, however
/// much junk is left. Warnings at `shown`. Blocks.
Diagnostics throwJunkInputs(Slot& slot, const PackageCheckTools& tools, const model::Limits& limits,
                            const std::string& shown, std::chrono::steady_clock::duration budget,
                            const std::stop_token& stop);

} // namespace assize::exec
