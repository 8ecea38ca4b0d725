#include <bits/stdc++.h>
using namespace std;

int main() {
    long long n, t;
    cin >> n >> t;
    stringstream out;
    int m = 0;
    for (long long v = n; v > 0; --v)
        if (t >= v) t -= v, ++m, out << v << "\n";
    cout << m << "\n" << out.str();
}
