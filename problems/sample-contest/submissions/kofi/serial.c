#include <stdio.h>
int main()
{
    /* count[r] = pieces that end here with remainder r */
    long long int count[7], next[7], total = 0;
    int c, r;
    for (r = 0; r < 7; r++) count[r] = 0;
    c = getchar();
    while (c >= '0' && c <= '9')
    {
        for (r = 0; r < 7; r++) next[r] = 0;
        for (r = 0; r < 7; r++) next[(r * 10 + c - '0') % 7] += count[r];
        next[(c - '0') % 7] += 1;
        for (r = 0; r < 7; r++) count[r] = next[r];
        total += count[0];
        c = getchar();
    }
    printf("%lld\n", total);
    return 0;
}
