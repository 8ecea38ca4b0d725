#include <stdio.h>

int main(void)
{
	unsigned long long n, c;

	scanf("%llu %llu", &n, &c);
	if (!c)
		printf("stranded\n");
	else
		printf("%llu\n", (n + c - 1) / c);
	return 0;
}
