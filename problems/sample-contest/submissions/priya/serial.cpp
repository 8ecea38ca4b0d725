// same as serial.py, in case Python is too slow
#include <cstdio>

int main() {
    static char s[1 << 20];
    int n = (int)fread(s, 1, sizeof s, stdin);
    while (n && (s[n - 1] < '0' || s[n - 1] > '9')) --n;
    long long cnt[7] = {1}, ans = 0;
    for (int r = 0, p = 1; n--; p = p * 3 % 7) {
        r = (r + (s[n] - '0') * p) % 7;
        ans += cnt[r]++;
    }
    printf("%lld\n", ans);
}
