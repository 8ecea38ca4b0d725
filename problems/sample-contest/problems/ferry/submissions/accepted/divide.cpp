#include <iostream>

int main() {
    long long cars = 0, room = 0;
    std::cin >> cars >> room;
    if (room == 0)
        std::cout << "stranded\n";
    else
        std::cout << cars / room + (cars % room != 0) << '\n';
}
