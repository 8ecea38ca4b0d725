// A counter for each second: far more memory than there is. Where a format knows no folder for a
// memory limit, a run-time error is expected.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    const int last = 100000000;
    std::vector<int> change(last + 2);
    int n;
    std::cin >> n;
    while (n--) {
        int a, b;
        std::cin >> a >> b;
        change[a]++;
        change[b + 1]--;
    }
    int most = 0;
    for (int second = 1; second <= last; second++) {
        change[second] += change[second - 1];
        most = std::max(most, change[second]);
    }
    std::cout << most << '\n';
}
