// Extends a piece from each start: quadratic.
#include <iostream>
#include <string>

int main() {
    std::string s;
    std::cin >> s;
    long long count = 0;
    for (std::size_t i = 0; i < s.size(); i++) {
        int r = 0;
        for (std::size_t j = i; j < s.size(); j++) {
            r = (r * 10 + s[j] - '0') % 7;
            if (r == 0) count++;
        }
    }
    std::cout << count << '\n';
}
