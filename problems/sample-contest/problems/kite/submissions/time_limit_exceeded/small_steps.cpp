// Climbs a millionth of a metre at a time.
#include <cstdio>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    while (n--) {
        double s, x, y;
        if (scanf("%lf %lf %lf", &s, &x, &y) != 3) return 1;
        volatile double height = 0;
        while (height * height + x * x + y * y < s * s) height = height + 1e-6;
        printf("%.7f\n", height);
    }
}
