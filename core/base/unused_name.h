// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

namespace assize {

/// `name`, or the first of "name-2", "name-3", ... that is not in `taken`, to which it is added.
inline std::string unusedName(const std::string& name, std::set<std::string>& taken)
{
    std::string unused = name;
    for (int number = 2; !taken.insert(unused).second; ++number)
        unused = name + "-" + std::to_string(number);
    return unused;
}

} // namespace assize
