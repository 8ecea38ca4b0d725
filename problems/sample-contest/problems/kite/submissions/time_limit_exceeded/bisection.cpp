// Halves the range until it is narrower than neighbouring doubles are at this size.
#include <cstdio>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    while (n--) {
        double s, x, y;
        if (scanf("%lf %lf %lf", &s, &x, &y) != 3) return 1;
        volatile double low = 0, high = s;
        while (high - low > 1e-12) {
            const double middle = (low + high) / 2;
            if (middle * middle + x * x + y * y < s * s)
                low = middle;
            else
                high = middle;
        }
        printf("%.9f\n", low + 0.0);
    }
}
