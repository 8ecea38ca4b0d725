// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/sources/source.h"

namespace assize::intake {
namespace {

/// Asked in this order.
constexpr MakeSource kSources[] = {givenPattern, contestFolders};

} // namespace

Result<std::unique_ptr<Source>> sourceFor(const Options& options, const ClaimRules& rules)
{
    for (const MakeSource make : kSources) {
        Result<std::unique_ptr<Source>> source = make(options, rules);
        if (!source || *source)
            return source;
    }
    return Error{ErrorKind::Internal, "no source of submissions serves these options"};
}

} // namespace assize::intake
