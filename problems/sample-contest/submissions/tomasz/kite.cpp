#include <iostream>
#include <cmath>
#include <vector>

using namespace std;

double wysokosc(long long s, long long x, long long y) {
    long long k = s * s - x * x - y * y;
    if (k < 0) return 0;
    return sqrt(k);
}

int main() {
    int n;
    cin >> n;
    vector<double> odp;
    for (int i = 0; i < n; i++) {
        long long s, x, y;
        cin >> s >> x >> y;
        odp.push_back(wysokosc(s, x, y));
    }
    cout.setf(ios::fixed);
    cout.precision(7);
    for (double h : odp) cout << h << "\n";
}
