#include <iostream>
#include <cstdlib>

int main() {
	long long n, c;
	if (!(std::cin >> n >> c)) std::exit(EXIT_FAILURE);
	if (c == 0) {
		std::cout << "stranded" << std::endl;
		std::exit(EXIT_SUCCESS);
	}
	auto r = std::lldiv(n, c);
	std::cout << r.quot + (r.rem != 0) << std::endl;
}
