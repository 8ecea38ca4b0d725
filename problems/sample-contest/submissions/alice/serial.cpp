#include <array>
#include <cstdint>
#include <iostream>
#include <string>

int main()
{
    std::string s;
    std::getline(std::cin, s);
    // ends[r]: number of pieces which end at the current digit and leave remainder r
    std::array<std::int64_t, 7> ends{};
    std::int64_t total = 0;
    for (const char ch : s) {
        const int d = ch - '0';
        std::array<std::int64_t, 7> next{};
        for (int r = 0; r < 7; ++r) {
            next[(10 * r + d) % 7] += ends[r];
        }
        ++next[d % 7];
        ends = next;
        total += ends[0];
    }
    std::cout << total << '\n';
    return 0;
}
