#include <algorithm>
#include <iostream>
#include <vector>

int main() {
  int N;
  std::cin >> N;
  std::vector<std::pair<int, int>> E;
  for (int i = 0; i < N; ++i) {
    int a, b;
    std::cin >> a >> b;
    E.emplace_back(a, -1);  // arrivals before departures
    E.emplace_back(b, +1);
  }
  std::sort(E.begin(), E.end());
  int cur = 0, ans = 0;
  for (auto [t, e] : E) {
    cur -= e;
    ans = std::max(ans, cur);
  }
  std::cout << ans << "\n";
}
