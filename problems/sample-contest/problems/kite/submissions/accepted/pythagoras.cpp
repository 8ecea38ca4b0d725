#include <cmath>
#include <cstdio>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++) {
        long long s, x, y;
        if (scanf("%lld %lld %lld", &s, &x, &y) != 3) return 1;
        const long long square = s * s - x * x - y * y;
        printf("%.10f\n", square > 0 ? std::sqrt((double)square) : 0.0);
    }
}
