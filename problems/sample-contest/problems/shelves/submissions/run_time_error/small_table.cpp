// Room for a thousand volumes.
#include <iostream>
#include <vector>

int main() {
    int n;
    long long t;
    std::cin >> n >> t;
    std::vector<int> shelf(1000);
    int count = 0;
    for (int volume = n; volume > 0; volume--)
        if (volume <= t) {
            shelf.at(count++) = volume;
            t -= volume;
        }
    std::cout << count << '\n';
    for (int i = 0; i < count; i++) std::cout << shelf[i] << '\n';
}
