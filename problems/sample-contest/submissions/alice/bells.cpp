#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

int main()
{
    std::int64_t n{}, d{}, s{}, a{}, c{}, m{};
    std::cin >> n >> d >> s >> a >> c >> m;
    std::vector<std::int64_t> x;
    x.reserve(n);
    for (; n > 0; --n) {
        x.push_back(s);
        s = (a * s + c) % m;
    }
    std::sort(x.begin(), x.end());
    std::int64_t result = 0;
    for (auto it = x.begin(); it != x.end(); ++it) {
        const auto end = std::upper_bound(it, x.end(), *it + d);
        result += end - it - 1;
    }
    std::cout << result << '\n';
    return 0;
}
