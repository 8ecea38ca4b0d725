// jonas, kite
#include <iostream>
#include <cmath>

int main(int argc, char *argv[]) {
    int n;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        double s, x, y;
        std::cin >> s >> x >> y;
        double h = s * s - x * x - y * y;
        if (h < 0) {
            h = 0;
        }
        std::cout << std::sqrt(h) << std::endl;
    }
    return 0;
}
