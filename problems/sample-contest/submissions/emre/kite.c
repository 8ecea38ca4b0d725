#include <stdio.h>

/* no libm: Newton's method */
static double root(double v)
{
	double r = v > 1 ? v : 1;
	int i;

	if (v <= 0)
		return 0;
	for (i = 0; i < 100; i++)
		r = (r + v / r) / 2;
	return r;
}

int main(void)
{
	int n;
	double s, x, y;

	scanf("%d", &n);
	while (n-- > 0) {
		scanf("%lf %lf %lf", &s, &x, &y);
		printf("%.9f\n", root(s * s - x * x - y * y));
	}
	return 0;
}
