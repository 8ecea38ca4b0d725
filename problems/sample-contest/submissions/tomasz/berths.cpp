#include <iostream>
#include <vector>

using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n), b(n);
    for (int i = 0; i < n; i++) cin >> a[i] >> b[i];
    int wynik = 0;
    for (int i = 0; i < n; i++) {
        int ile = 0;
        for (int j = 0; j < n; j++)
            if (a[j] <= a[i] && b[j] >= a[i]) ile++;
        wynik = max(wynik, ile);
    }
    cout << wynik << "\n";
}
