// The root of a negative number is printed as nan.
#include <cmath>
#include <iomanip>
#include <iostream>

int main() {
    int n;
    std::cin >> n;
    std::cout << std::fixed << std::setprecision(9);
    while (n--) {
        double s, x, y;
        std::cin >> s >> x >> y;
        std::cout << std::sqrt(s * s - x * x - y * y) << '\n';
    }
}
