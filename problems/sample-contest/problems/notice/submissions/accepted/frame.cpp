#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string line;
    std::getline(std::cin, line);
    std::vector<std::string> notice(std::stoi(line));
    std::size_t width = 0;
    for (auto& text : notice) {
        std::getline(std::cin, text);
        width = std::max(width, text.size());
    }
    const std::string edge = "+" + std::string(width + 2, '-') + "+\n";
    std::cout << edge;
    for (const auto& text : notice) {
        const std::size_t spare = width - text.size();
        std::cout << "| " << std::string(spare / 2, ' ') << text << std::string(spare - spare / 2, ' ') << " |\n";
    }
    std::cout << edge;
}
