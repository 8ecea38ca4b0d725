#include <algorithm>
#include <iostream>
#include <vector>

int main() {
  int K;
  std::cin >> K;
  std::vector<int> P(100001), H(100001);  // chambers
  int n = 1;
  while (K--) {
    int s, l;
    std::cin >> s >> l;
    for (int i = 0; i < l; ++i) {
      P.at(++n) = s;
      s = n;
    }
  }
  int ans = 0;
  for (int v = n; v > 1; --v) {
    ans = std::max(ans, H[P[v]] + H[v] + 1);
    H[P[v]] = std::max(H[P[v]], H[v] + 1);
  }
  std::cout << ans << "\n";
}
