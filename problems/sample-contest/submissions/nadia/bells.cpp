#include <bits/stdc++.h>
using namespace std;

long long tree[1 << 18];

int main() {
    long long n, d, x, a, c, m;
    cin >> n >> d >> x >> a >> c >> m;
    vector<long long> p(n);
    for (auto &v : p) {
        v = x;
        x = (x * a + c) % m;
    }
    auto order = p;
    sort(order.begin(), order.end());
    auto sum = [&](long long i) {
        long long s = 0;
        for (; i > 0; i -= i & -i) s += tree[i];
        return s;
    };
    long long pairs = 0;
    for (auto v : p) {
        long long hi = upper_bound(order.begin(), order.end(), v + d) - order.begin();
        long long lo = lower_bound(order.begin(), order.end(), v - d) - order.begin();
        pairs += sum(hi) - sum(lo);
        long long i = lower_bound(order.begin(), order.end(), v) - order.begin() + 1;
        for (; i <= n; i += i & -i) tree[i]++;
    }
    cout << pairs << endl;
}
