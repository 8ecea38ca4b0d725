#include <algorithm>
#include <iostream>
#include <vector>
using ll = long long;

int main() {
  ll N, D, S, A, C, M;
  std::cin >> N >> D >> S >> A >> C >> M;
  std::vector<ll> X(N, S);
  for (int i = 1; i < N; ++i) X[i] = (X[i - 1] * A + C) % M;
  std::sort(X.begin(), X.end());
  ll ans = 0;
  for (int l = 0, r = 0; l < N; ++l) {
    while (r < N && X[r] - X[l] <= D) ++r;
    ans += r - l - 1;
  }
  std::cout << ans << "\n";
}
