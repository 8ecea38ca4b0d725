#include <stdio.h>

int main(void) {
  /* after k digits: t[r] prefixes p with p / 10^k = r modulo 7; 5 is the inverse of 10 */
  long long t[7] = { 1 }, lucky = 0;
  for (int ch, v = 0, inv = 1; (ch = getchar()) > ' '; ) {
    inv = inv * 5 % 7;
    v = (v * 10 + ch - '0') % 7;
    lucky += t[v * inv % 7]++;
  }
  printf("%lld\n", lucky);
  return 0;
}
