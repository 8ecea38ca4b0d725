#include <algorithm>
#include <iostream>
#include <vector>

namespace {
std::vector<std::vector<std::pair<int, int>>> side; // galleries starting at a chamber of gallery g: (position, gallery)
std::vector<int> len;
int best = 0;

// returns the greatest depth below the starting chamber of gallery g
int solve(int g)
{
    std::sort(side[g].rbegin(), side[g].rend());
    int down = 0;
    int at = len[g];
    for (const auto& [pos, child] : side[g]) {
        down += at - pos;
        at = pos;
        const int other = solve(child);
        best = std::max(best, down + other);
        down = std::max(down, other);
    }
    down += at;
    best = std::max(best, down);
    return down;
}
}

int main()
{
    int k{};
    std::cin >> k;
    side.resize(k + 1);
    len.assign(1, 0);
    std::vector<int> first{1};
    int chambers = 1;
    for (int g = 1; g <= k; ++g) {
        int start{}, l{};
        std::cin >> start >> l;
        const int owner = static_cast<int>(std::upper_bound(first.begin(), first.end(), start) - first.begin()) - 1;
        const int pos = owner == 0 ? 0 : start - first[owner] + 1;
        side[owner].emplace_back(pos, g);
        first.push_back(chambers + 1);
        len.push_back(l);
        chambers += l;
    }
    solve(0);
    std::cout << best << '\n';
    return 0;
}
