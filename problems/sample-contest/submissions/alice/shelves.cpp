#include <cstdint>
#include <iostream>
#include <vector>

int main()
{
    std::int64_t n{}, t{};
    std::cin >> n >> t;
    std::vector<std::int64_t> chosen;
    for (auto v = n; v >= 1; --v) {
        if (v <= t) {
            t -= v;
            chosen.push_back(v);
        }
    }
    std::cout << chosen.size() << '\n';
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        std::cout << (i ? " " : "") << chosen[i];
    }
    std::cout << '\n';
    return 0;
}
