#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    long long n, d, s, a, c, m;
    std::cin >> n >> d >> s >> a >> c >> m;
    std::vector<long long> pitch(n);
    for (auto& x : pitch) {
        x = s;
        s = (a * s + c) % m;
    }
    std::sort(pitch.begin(), pitch.end());
    long long pairs = 0;
    std::size_t low = 0;
    for (std::size_t high = 0; high < pitch.size(); high++) {
        while (pitch[high] - pitch[low] > d) low++;
        pairs += high - low;
    }
    std::cout << pairs << '\n';
}
