#include <cmath>
#include <cstdio>
#include <algorithm>
using ll = long long;

int main() {
  int N;
  std::scanf("%d", &N);
  for (int i = 0; i < N; ++i) {
    ll S, X, Y;
    std::scanf("%lld %lld %lld", &S, &X, &Y);
    std::printf("%.15g\n", std::sqrt(std::max(0LL, S * S - X * X - Y * Y)));
  }
}
