// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
constexpr auto kArray = [] {
    std::array<unsigned long, 1UL << 28> all{};
    for (unsigned long i = 0; i < all.size(); i += 511)
        all[i] = i;
    return all;
}();
static_assert(kArray[511] == 511);
int main()
{
}
