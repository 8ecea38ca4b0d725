#include <cmath>
#include <cstdint>
#include <iomanip>
#include <iostream>

int main()
{
    int n{};
    std::cin >> n;
    std::cout << std::fixed << std::setprecision(10);
    for (int i = 0; i < n; ++i) {
        std::int64_t s{}, x{}, y{};
        std::cin >> s >> x >> y;
        const std::int64_t h2 = s * s - x * x - y * y;
        std::cout << (h2 <= 0 ? 0.0 : std::sqrt(static_cast<double>(h2))) << '\n';
    }
    return 0;
}
