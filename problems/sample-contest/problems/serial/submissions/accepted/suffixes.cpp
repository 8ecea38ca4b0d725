#include <array>
#include <iostream>
#include <string>

int main() {
    std::string serial;
    std::cin >> serial;
    // Two suffixes with the same remainder enclose a piece that 7 divides, since 10 and 7 are coprime.
    std::array<long long, 7> seen{1};
    long long count = 0;
    int remainder = 0, power = 1;
    for (auto digit = serial.rbegin(); digit != serial.rend(); ++digit) {
        remainder = (remainder + (*digit - '0') * power) % 7;
        power = power * 10 % 7;
        count += seen[remainder]++;
    }
    std::cout << count << '\n';
}
