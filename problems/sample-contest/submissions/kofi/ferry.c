#include <stdio.h>
int main()
{
    long long int n, c, t;
    scanf("%lld", &n);
    scanf("%lld", &c);
    if (c == 0)
    {
        printf("stranded\n");
    }
    else
    {
        t = (n - n % c) / c;
        if (n % c != 0) t = t + 1;
        printf("%lld\n", t);
    }
    return 0;
}
