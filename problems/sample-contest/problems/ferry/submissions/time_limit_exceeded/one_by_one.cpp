// Sends the ferry to and fro instead of dividing.
#include <iostream>

int main() {
    long long cars, room;
    std::cin >> cars >> room;
    if (room == 0) {
        std::cout << "stranded\n";
        return 0;
    }
    volatile long long crossings = 0;
    while (cars > 0) {
        cars -= room;
        crossings = crossings + 1;
    }
    std::cout << crossings << '\n';
}
