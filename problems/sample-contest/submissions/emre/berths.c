#include <stdio.h>
#include <stdlib.h>

#define LAST 100000000

int main(void)
{
	/* ships per second, whole year */
	int *ships = malloc((LAST + 2) * sizeof *ships);
	int n, a, b, i, best = 0, cur = 0;

	for (i = 0; i <= LAST + 1; i++)
		ships[i] = 0;
	scanf("%d", &n);
	while (n-- > 0) {
		scanf("%d %d", &a, &b);
		ships[a] += 1;
		ships[b + 1] -= 1;
	}
	for (i = 1; i <= LAST; i++) {
		cur += ships[i];
		if (cur > best)
			best = cur;
	}
	printf("%d\n", best);
	free(ships);
	return 0;
}
