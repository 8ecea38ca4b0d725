#include <stdio.h>
long long int p[200000];
int main()
{
    long long int n, d, s, a, c, m, i, j, bad = 0;
    scanf("%lld %lld %lld %lld %lld %lld", &n, &d, &s, &a, &c, &m);
    for (i = 0; i < n; i++)
    {
        p[i] = s;
        s = (a * s + c) % m;
    }
    for (i = 0; i < n; i++)
    {
        for (j = 0; j < n; j++)
        {
            if (i != j && p[i] - p[j] <= d && p[j] - p[i] <= d) bad++;
        }
    }
    printf("%lld\n", bad / 2);
    return 0;
}
