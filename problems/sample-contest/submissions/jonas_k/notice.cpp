// jonas, notice
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

static std::string line(size_t w) {
    return "+" + std::string(w + 2, '-') + "+";
}

int main(int argc, char *argv[]) {
    std::string s;
    std::getline(std::cin, s);
    int n;
    std::istringstream(s) >> n;
    std::vector<std::string> v;
    size_t w = 0;
    while (n-- > 0 && std::getline(std::cin, s)) {
        v.push_back(s);
        if (s.length() > w) {
            w = s.length();
        }
    }
    std::cout << line(w) << std::endl;
    for (size_t i = 0; i < v.size(); i++) {
        std::string t = v[i];
        bool right = true;
        while (t.length() < w) {
            t = right ? t + " " : " " + t;
            right = !right;
        }
        std::cout << "| " << t << " |" << std::endl;
    }
    std::cout << line(w) << std::endl;
    return 0;
}
