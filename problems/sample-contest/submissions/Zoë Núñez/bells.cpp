#include <iostream>
#include <cstdint>
#include <vector>
#include <algorithm>
using namespace std;
int main() {
    int64_t n, d, s, a, c, m;
    cin >> n >> d >> s >> a >> c >> m;
    vector<int64_t> tono(n);
    for (int64_t i = 0; i < n; i++) { tono[i] = s; s = (a * s + c) % m; }
    sort(tono.begin(), tono.end());
    int64_t total = 0;
    for (int64_t i = 0; i < n; i++) {
        // búsqueda binaria a mano
        int64_t lo = i, hi = n;
        while (hi - lo > 1) {
            int64_t mid = (lo + hi) / 2;
            if (tono[mid] - tono[i] <= d) lo = mid; else hi = mid;
        }
        total += lo - i;
    }
    cout << total << endl;
}
