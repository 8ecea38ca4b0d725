// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/contest/label.h"

namespace assize::package {

std::string labelAt(std::size_t index)
{
    std::string label;
    for (++index; index > 0; index = (index - 1) / 26)
        label.insert(label.begin(), static_cast<char>('A' + (index - 1) % 26));
    return label;
}

} // namespace assize::package
