#include <cstdio>
#include <vector>
using ll = long long;

int main() {
  std::vector<int> D;
  for (int c; (c = std::getchar()) >= '0';) D.push_back(c - '0');
  std::vector<ll> cnt(7);
  ll ans = 0;
  int suf = 0, pw = 1;
  cnt[0] = 1;
  while (!D.empty()) {
    suf = (suf + pw * D.back()) % 7;
    pw = pw * 3 % 7;
    ans += cnt[suf]++;
    D.pop_back();
  }
  std::printf("%lld\n", ans);
}
