// Refuses what does not fit into its buffer.
#include <cstdio>
#include <cstdlib>

int main() {
    static char s[100000];
    int length = 0, c;
    while ((c = getchar()) >= '0' && c <= '9') {
        if (length == (int)sizeof s) abort();
        s[length++] = (char)c;
    }
    long long seen[7] = {1}, count = 0;
    int r = 0, p = 1;
    while (length-- > 0) {
        r = (r + (s[length] - '0') * p) % 7;
        p = p * 10 % 7;
        count += seen[r]++;
    }
    printf("%lld\n", count);
}
