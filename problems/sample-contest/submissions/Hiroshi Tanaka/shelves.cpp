#include <iostream>
#include <vector>
using ll = long long;

int main() {
  ll N, T;
  std::cin >> N >> T;
  // 1..m, then shift the upper part by one more
  ll m = 0;
  while ((m + 1) * (m + 2) / 2 <= T) ++m;
  ll rest = T - m * (m + 1) / 2;
  std::cout << m << "\n";
  for (ll i = 1; i <= m; ++i) std::cout << i + (m - i < rest) << (i == m ? "" : " ");
  std::cout << "\n";
}
