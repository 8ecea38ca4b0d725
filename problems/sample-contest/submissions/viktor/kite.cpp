#include <iostream>
#include <cmath>
#include <cassert>

int main() {
	int n;
	std::cin >> n;
	assert(n >= 1 && n <= 1000);
	std::cout << std::scientific;
	std::cout.precision(12);
	for (int i = 0; i < n; ++i) {
		double s, x, y;
		std::cin >> s >> x >> y;
		double v = s * s - x * x - y * y;
		std::cout << (v > 0 ? std::sqrt(v) : 0) << std::endl;
	}
}
