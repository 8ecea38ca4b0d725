// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a path in a folder of hand-ins by which people say whose a file is. Pure; any thread.
#pragma once

#include <string_view>

namespace assize::intake {

/// A path taken apart: "T/rest", and for folders "T/P/rest". Of a platform's loose file, "T" is the beginning
/// that all names of the hand-in's files share. Views of the path.
struct Parts
{
    std::string_view top;    ///< empty: the file lies in no folder
    std::string_view within; ///< all below `top`
    std::string_view second; ///< the file, or the folder below `top`
    bool deeper = false;     ///< there is something below `second`
};

Parts partsOf(std::string_view name);
/// The same where `top` ends at `slash`, an offset in `name`.
Parts partsBelow(std::string_view name, std::size_t slash);

} // namespace assize::intake
