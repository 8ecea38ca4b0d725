#include <stdio.h>
#include <stdlib.h>

static int up(const void *p, const void *q) {
  int a = *(const int *)p, b = *(const int *)q;
  return (a > b) - (a < b);
}

int main(void) {
  static int x[200000];
  long long n, d, s, a, c, m, pairs = 0;
  scanf("%lld%lld%lld%lld%lld%lld", &n, &d, &s, &a, &c, &m);
  for (int i = 0; i < n; i++) x[i] = s, s = (a * s + c) % m;
  qsort(x, n, sizeof *x, up);
  for (int i = 0, j = 0; i < n; pairs += i++ - j)
    while (x[i] - x[j] > d) j++;
  printf("%lld\n", pairs);
  return 0;
}
