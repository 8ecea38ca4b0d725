#include <stdio.h>
#include <stdlib.h>

static int up(const void *p, const void *q) {
  int a = *(const int *)p, b = *(const int *)q;
  return (a > b) - (a < b);
}

int main(void) {
  static int a[2000], b[2000];
  int n, best = 0;
  scanf("%d", &n);
  for (int i = 0; i < n; i++) scanf("%d%d", a + i, b + i);
  qsort(a, n, sizeof *a, up);
  qsort(b, n, sizeof *b, up);
  for (int i = 0, j = 0; i < n; i++) {
    while (b[j] < a[i]) j++;
    if (i - j + 1 > best) best = i - j + 1;
  }
  printf("%d\n", best);
  return 0;
}
