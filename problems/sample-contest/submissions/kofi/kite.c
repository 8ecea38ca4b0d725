#include <stdio.h>
#include <math.h>
int main()
{
    int n, i;
    double s, x, y, h;
    scanf("%d", &n);
    for (i = 0; i < n; i++)
    {
        scanf("%lf", &s);
        scanf("%lf", &x);
        scanf("%lf", &y);
        h = s * s - (x * x + y * y);
        if (h > 0)
        {
            printf("%.7f\n", sqrt(h));
        }
        else
        {
            printf("0\n");
        }
    }
    return 0;
}
