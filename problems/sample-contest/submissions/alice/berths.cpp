#include <algorithm>
#include <iostream>
#include <map>

int main()
{
    int n{};
    std::cin >> n;
    std::map<int, int> change;
    while (n-- > 0) {
        int a{}, b{};
        std::cin >> a >> b;
        ++change[a];
        --change[b + 1];
    }
    int now = 0, most = 0;
    for (const auto& [second, by] : change) {
        now += by;
        most = std::max(most, now);
    }
    std::cout << most << '\n';
    return 0;
}
