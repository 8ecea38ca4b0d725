#include <stdio.h>
#include <string.h>

static char s[1000002];

int main(void)
{
	long long count = 0;
	int i, j, n;

	scanf("%1000001s", s);
	n = strlen(s);
	for (i = 0; i < n; i++) {
		int rem = 0;

		for (j = i; j < n; j++) {
			rem = (rem * 10 + s[j] - '0') % 7;
			if (!rem)
				count++;
		}
	}
	printf("%lld\n", count);
	return 0;
}
