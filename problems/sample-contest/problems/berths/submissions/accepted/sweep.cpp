#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> arrive(n), leave(n);
    for (int i = 0; i < n; i++) std::cin >> arrive[i] >> leave[i];
    std::sort(arrive.begin(), arrive.end());
    std::sort(leave.begin(), leave.end());
    int most = 0, gone = 0;
    for (int i = 0; i < n; i++) {
        while (leave[gone] < arrive[i]) gone++;
        most = std::max(most, i + 1 - gone);
    }
    std::cout << most << '\n';
}
