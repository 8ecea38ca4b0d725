// Tries the volumes from the thinnest on, with or without each.
#include <iostream>
#include <vector>

static int n;
static std::vector<int> shelf;

static bool fill(int volume, long long t) {
    if (t == 0) return true;
    if (volume > n || volume > t) return false;
    shelf.push_back(volume);
    if (fill(volume + 1, t - volume)) return true;
    shelf.pop_back();
    return fill(volume + 1, t);
}

int main() {
    long long t;
    std::cin >> n >> t;
    fill(1, t);
    std::cout << shelf.size() << '\n';
    for (int v : shelf) std::cout << v << '\n';
}
