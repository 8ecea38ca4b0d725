#include <stdio.h>
#include <math.h>

int main(void) {
  int n;
  for (scanf("%d", &n); n--;) {
    long long s, x, y, h;
    scanf("%lld%lld%lld", &s, &x, &y);
    h = s * s - x * x - y * y;
    printf("%.16e\n", h > 0 ? sqrt(h) : 0.);
  }
  return 0;
}
