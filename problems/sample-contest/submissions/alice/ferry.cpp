#include <cstdint>
#include <iostream>

int main()
{
    std::uint64_t n{}, c{};
    std::cin >> n >> c;
    if (c == 0) {
        std::cout << "stranded" << std::endl;
    } else {
        std::cout << (n + c - 1) / c << std::endl;
    }
    return 0;
}
