#include <iostream>
#include <vector>

int main() {
    long long n, t;
    std::cin >> n >> t;
    std::vector<long long> shelf;
    for (long long volume = n; volume > 0; volume--)
        if (volume <= t) {
            shelf.push_back(volume);
            t -= volume;
        }
    std::cout << shelf.size() << '\n';
    for (long long volume : shelf) std::cout << volume << ' ';
    std::cout << '\n';
}
