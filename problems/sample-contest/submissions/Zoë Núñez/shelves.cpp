#include <iostream>
#include <cstdint>
#include <vector>
using namespace std;
int main() {
    int64_t n, t; cin >> n >> t;
    vector<int64_t> arriba;
    for (int64_t v = n; v && t; v--)
        if (v <= t) { arriba.push_back(v); t -= v; }
    cout << arriba.size();
    for (auto v : arriba) cout << ' ' << v;
    cout << endl;
}
