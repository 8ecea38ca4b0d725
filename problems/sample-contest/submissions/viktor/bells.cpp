#include <iostream>
#include <vector>
#include <algorithm>
#include <cassert>

const int MAXN = 20000;

int main() {
	long long n, d, x, a, c, m;
	std::cin >> n >> d >> x >> a >> c >> m;
	assert(n <= MAXN);
	std::vector<long long> v;
	for (int i = 0; i < n; ++i) {
		v.push_back(x);
		x = (a * x + c) % m;
	}
	std::sort(v.begin(), v.end());
	long long ans = 0;
	for (int i = 0; i < n; ++i)
		ans += std::upper_bound(v.begin(), v.end(), v[i] + d) - v.begin() - i - 1;
	std::cout << ans << std::endl;
}
