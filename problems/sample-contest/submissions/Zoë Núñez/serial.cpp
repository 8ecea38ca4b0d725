#include <iostream>
#include <cstdint>
#include <string>
#include <vector>
using namespace std;
int main() {
    string s; cin >> s;
    int n = s.size();
    vector<int> pot(n + 1, 1), pre(n + 1, 0); // potencias de 10 y prefijos, módulo 7
    for (int i = 0; i < n; i++) {
        pot[i + 1] = pot[i] * 10 % 7;
        pre[i + 1] = (pre[i] * 10 + s[i] - '0') % 7;
    }
    int64_t total = 0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j <= n; j++)
            if ((pre[j] - pre[i] * pot[j - i]) % 7 == 0) total++;
    cout << total << endl;
}
