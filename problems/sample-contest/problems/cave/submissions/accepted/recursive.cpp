// Plain recursion, as deep as the cave: needs a stack as large as the memory limit.
#include <algorithm>
#include <iostream>
#include <vector>

static std::vector<int> first_child, next_sibling;
static int best = 0;

static int height(int chamber) {
    int highest = 0;
    for (int child = first_child[chamber]; child; child = next_sibling[child]) {
        const int other = height(child) + 1;
        best = std::max(best, highest + other);
        highest = std::max(highest, other);
    }
    return highest;
}

int main() {
    int k;
    std::cin >> k;
    first_child.assign(2, 0);
    next_sibling.assign(2, 0);
    while (k--) {
        int start, length;
        std::cin >> start >> length;
        for (int i = 0; i < length; i++) {
            const int chamber = (int)first_child.size();
            first_child.push_back(0);
            next_sibling.push_back(first_child[start]);
            first_child[start] = chamber;
            start = chamber;
        }
    }
    height(1);
    std::cout << best << '\n';
}
