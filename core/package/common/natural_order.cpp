// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/natural_order.h"

#include <algorithm>

namespace assize::package {

bool naturallyBefore(std::string_view a, std::string_view b)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto takeNumber = [&](std::string_view& text) {
        std::size_t length = 0;
        while (length < text.size() && isDigit(text[length]))
            ++length;
        std::string_view number = text.substr(0, length);
        text.remove_prefix(length);
        number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
        return number;
    };
    const std::string_view wholeA = a;
    const std::string_view wholeB = b;
    while (!a.empty() && !b.empty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const std::string_view left = takeNumber(a);
            const std::string_view right = takeNumber(b);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (left != right)
                return left < right;
            continue;
        }
        if (a.front() != b.front())
            return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front());
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    if (a.empty() != b.empty())
        return a.empty();
    return wholeA < wholeB;
}

} // namespace assize::package
