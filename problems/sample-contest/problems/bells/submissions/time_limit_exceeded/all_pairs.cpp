#include <cstdlib>
#include <iostream>
#include <vector>

int main() {
    long long n, d, x, a, c, m;
    std::cin >> n >> d >> x >> a >> c >> m;
    std::vector<long long> pitch;
    long long pairs = 0;
    while (n--) {
        for (long long other : pitch)
            if (std::llabs(other - x) <= d) pairs++;
        pitch.push_back(x);
        x = (a * x + c) % m;
    }
    std::cout << pairs << '\n';
}
