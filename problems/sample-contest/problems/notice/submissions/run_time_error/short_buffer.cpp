// Believes that no line has more than 30 characters; at() notices.
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string line;
    std::getline(std::cin, line);
    std::vector<std::string> notice(std::stoi(line));
    std::vector<int> of_length(31);
    for (auto& text : notice) {
        std::getline(std::cin, text);
        of_length.at(text.size())++;
    }
    std::size_t width = 30;
    while (of_length[width] == 0) width--;
    const std::string edge = "+" + std::string(width + 2, '-') + "+\n";
    std::cout << edge;
    for (const auto& text : notice) {
        const std::size_t left = (width - text.size()) / 2;
        std::cout << "| " << std::string(left, ' ') << text
                  << std::string(width - text.size() - left, ' ') << " |\n";
    }
    std::cout << edge;
}
