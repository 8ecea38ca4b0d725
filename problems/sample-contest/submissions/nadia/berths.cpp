#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    cin >> n;
    multiset<int> busy;
    vector<pair<int, int>> ships(n);
    for (auto &[a, b] : ships) cin >> a >> b;
    sort(ships.begin(), ships.end());
    size_t berths = 0;
    for (auto [a, b] : ships) {
        busy.erase(busy.begin(), busy.lower_bound(a));
        busy.insert(b);
        berths = max(berths, busy.size());
    }
    cout << berths << endl;
}
