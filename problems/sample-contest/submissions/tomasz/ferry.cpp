#include <iostream>

using namespace std;

int main() {
    long long n, c;
    cin >> n >> c;
    if (c == 0) cout << "stranded\n";
    else if (c >= n) cout << "1\n";
    else cout << n / c + min(1LL, n % c) << "\n";
}
