#include <stdio.h>

typedef long long i64;

int main(void) {
  i64 n, c;
  return scanf("%lld%lld", &n, &c) == 2 && c
    ? printf("%lld\n", n / c + (n % c > 0)) < 0
    : puts("stranded") < 0;
}
