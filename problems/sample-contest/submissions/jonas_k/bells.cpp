// jonas, bells
#include <iostream>
#include <vector>
#include <algorithm>

int main(int argc, char *argv[]) {
    long n, d, s, a, c, m;
    std::cin >> n >> d >> s >> a >> c >> m;
    std::vector<int> x(n);
    for (int i = 0; i < n; i++) {
        x[i] = s;
        s = (a * s + c) % m;
    }
    std::sort(x.begin(), x.end());
    unsigned pairs = 0;
    int j = 0;
    for (int i = 0; i < n; i++) {
        while (x[i] - x[j] > d) {
            j++;
        }
        pairs += i - j;
    }
    std::cout << pairs << std::endl;
    return 0;
}
