// An int is too short for the count.
#include <iostream>
#include <string>

int main() {
    std::string s;
    std::cin >> s;
    unsigned seen[7] = {1}, count = 0;
    int r = 0, p = 1;
    for (int i = (int)s.size() - 1; i >= 0; i--) {
        r = (r + (s[i] - '0') * p) % 7;
        p = p * 10 % 7;
        count += seen[r]++;
    }
    std::cout << (int)count << '\n';
}
