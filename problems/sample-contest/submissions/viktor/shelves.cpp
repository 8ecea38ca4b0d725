#include <iostream>
#include <vector>

// backtracking without recursion, thin volumes first
int main() {
	int n;
	long long left;
	std::cin >> n >> left;
	std::vector<int> stack;
	int next = 1;
	while (left > 0) {
		if (next <= n && next <= left) {
			stack.push_back(next);
			left -= next;
			++next;
		} else {
			// dead end: replace the last volume by a thicker one
			left += stack.back();
			next = stack.back() + 1;
			stack.pop_back();
		}
	}
	std::cout << stack.size() << std::endl;
	for (int v : stack) std::cout << v << std::endl;
}
