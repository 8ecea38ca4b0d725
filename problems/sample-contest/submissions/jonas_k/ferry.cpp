// jonas, ferry
#include <cstdio>
#include <cinttypes>

int main(int argc, char *argv[]) {
    int64_t n, c;
    if (scanf("%" SCNd64 " %" SCNd64, &n, &c) != 2) {
        return 0;
    }
    if (c < 1) {
        printf("stranded");
        return 0;
    }
    int64_t r = n / c;
    if (r * c < n) {
        r++;
    }
    printf("%" PRId64, r);
    return 0;
}
