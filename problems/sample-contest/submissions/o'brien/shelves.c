#include <stdio.h>
#include <stdlib.h>

struct book { int mm; struct book *next; };

int main(void) {
  int n, m = 0;
  long long t;
  struct book *all = NULL, *top = NULL;
  scanf("%d%lld", &n, &t);
  for (int i = 1; i <= n; i++) {
    struct book *b = malloc(sizeof *b);
    b->mm = i, b->next = all, all = b;
  }
  for (;;) {
    struct book *b = all;
    all = all->next;
    if (b->mm <= t) t -= b->mm, b->next = top, top = b, m++;
    else free(b);
    if (t == 0 && all->mm >= 0) break;
  }
  printf("%d\n", m);
  for (; top; top = top->next) printf("%d ", top->mm);
  puts("");
  return 0;
}
