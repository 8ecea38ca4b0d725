// SPDX-License-Identifier: GPL-3.0-or-later
// The ways to find hand-ins in a folder. Each is a file here and a line of the table in sources.cpp; names
// that learning platforms give are a table of their own (intake/platforms.h).
#pragma once

#include "intake/claims.h"
#include "intake/source_tree.h"

#include <memory>
#include <string_view>

namespace assize::intake {

/// One way to read one folder. Made by sourceFor for one call of findSubmissions, used by its thread; borrows
/// the rules.
class Source
{
public:
    virtual ~Source() = default;

    /// Whether a folder is the place of a hand-in or lies above such a place, so that it is not taken for a
    /// tool's folder. `folder`: relative to the folder of hand-ins.
    virtual bool isHandInFolder(std::string_view folder) const = 0;
    /// The hand-in that each file of the tree is taken for.
    virtual Claims claims(SourceTree tree) const = 0;
};

/// The first way of the table that serves the options. Error (InvalidInput): the fault in the options.
Result<std::unique_ptr<Source>> sourceFor(const Options& options, const ClaimRules& rules);

/// A maker gives null where it does not serve the options.
using MakeSource = Result<std::unique_ptr<Source>> (*)(const Options& options, const ClaimRules& rules);

/// As a pattern says (Options::pattern).
Result<std::unique_ptr<Source>> givenPattern(const Options& options, const ClaimRules& rules);
/// By looking how the files lie: the layouts of findSubmissions. Serves always.
Result<std::unique_ptr<Source>> contestFolders(const Options& options, const ClaimRules& rules);

} // namespace assize::intake
