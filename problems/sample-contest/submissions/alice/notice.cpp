#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main()
{
    int n{};
    std::cin >> n >> std::ws;
    std::vector<std::string> lines(n);
    for (auto& l : lines) {
        std::getline(std::cin, l);
    }
    const auto longest = std::max_element(lines.begin(), lines.end(),
        [](const auto& a, const auto& b) { return a.size() < b.size(); });
    const auto w = longest->size();

    const auto border = [&] { std::cout << '+' << std::string(w + 2, '-') << "+\n"; };
    border();
    for (const auto& l : lines) {
        const auto left = (w - l.size()) / 2;
        const auto right = w - l.size() - left;
        std::cout << "| " << std::string(left, ' ') << l << std::string(right, ' ') << " |\n";
    }
    border();
    return 0;
}
