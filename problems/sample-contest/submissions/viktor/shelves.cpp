#include <iostream>
#include <vector>
#include <random>

// random search: fill the shelf with random volumes, take one out when it is too full
int main() {
	int n;
	long long t;
	std::cin >> n >> t;
	std::mt19937 rng(12345);
	std::vector<char> on(n + 1);
	long long sum = 0;
	while (sum != t) {
		int v = rng() % n + 1;
		if (on[v]) {
			if (sum > t) { on[v] = 0; sum -= v; }
		} else {
			if (sum < t) { on[v] = 1; sum += v; }
		}
	}
	int m = 0;
	for (int v = 1; v <= n; ++v) m += on[v];
	std::cout << m << std::endl;
	for (int v = 1; v <= n; ++v)
		if (on[v]) std::cout << v << std::endl;
}
