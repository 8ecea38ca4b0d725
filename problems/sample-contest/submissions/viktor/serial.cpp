#include <iostream>
#include <string>

int main() {
	std::string s;
	std::cin >> s;
	unsigned cnt[7] = {};
	unsigned ans = 0, r = 0, p = 1;
	for (int i = (int)s.size() - 1; i >= 0; --i) {
		++cnt[r];
		r = (r + p * (s[i] - '0')) % 7;
		p = p * 10 % 7;
		ans += cnt[r];
	}
	std::cout << ans << std::endl;
}
