#include <stdio.h>
#include <stdlib.h>

#define LAST 100000000

int main(void)
{
	/* ships per second, whole year */
	int *ships = malloc((LAST + 2) * sizeof *ships);
	int n, a, b, i, best = 0;

	for (i = 0; i <= LAST + 1; i++)
		ships[i] = 0;
	scanf("%d", &n);
	while (n-- > 0) {
		scanf("%d %d", &a, &b);
		ships[a]++;
		ships[b + 1]--;
	}
	for (i = 1; i <= LAST; i++) {
		ships[i] += ships[i - 1];
		if (ships[i] > best)
			best = ships[i];
	}
	printf("%d\n", best);
	free(ships);
	return 0;
}
