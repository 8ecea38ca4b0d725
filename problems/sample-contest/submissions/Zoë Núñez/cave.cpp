#include <iostream>
#include <vector>
using namespace std;
vector<vector<int>> hijos(2);
int mejor = 0;
int baja(int v) {
    int alto = 0;
    for (int h : hijos[v]) {
        int otro = baja(h) + 1;
        mejor = max(mejor, alto + otro);
        alto = max(alto, otro);
    }
    return alto;
}
int main() {
    int k; cin >> k;
    while (k--) {
        int v, l; cin >> v >> l;
        while (l--) {
            hijos[v].push_back(hijos.size());
            v = hijos.size();
            hijos.emplace_back();
        }
    }
    baja(1);
    cout << mejor << endl;
}
