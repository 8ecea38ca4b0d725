#include <stdio.h>
#include <string.h>

#define DASHES "------------------------------------------"

int main(void) {
  char t[10][42];
  int n, w = 0, l;
  scanf("%d%*c", &n);
  for (int i = 0; i < n; i++) {
    scanf("%41[^\n]%*c", t[i]);
    if ((l = strlen(t[i])) > w) w = l;
  }
  printf("+%.*s+\n", w + 2, DASHES);
  for (int i = 0; i < n; i++) {
    l = strlen(t[i]);
    printf("|%*s%-*s|\n", 1 + (w - l) / 2, "", w + 1 - (w - l) / 2, t[i]);
  }
  printf("+%.*s+\n", w + 2, DASHES);
  return 0;
}
