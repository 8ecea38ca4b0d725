// The product a * x does not fit into 32 bits.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    unsigned n, d, x, a, c, m;
    std::cin >> n >> d >> x >> a >> c >> m;
    std::vector<unsigned> v;
    for (unsigned i = 0; i < n; i++) {
        v.push_back(x);
        x = (a * x + c) % m;
    }
    std::sort(v.begin(), v.end());
    unsigned long long pairs = 0;
    for (unsigned i = 0, j = 0; i < n; i++) {
        while (v[i] - v[j] > d) j++;
        pairs += i - j;
    }
    std::cout << pairs << '\n';
}
