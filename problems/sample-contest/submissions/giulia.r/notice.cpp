#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<string> righe;
    size_t massimo = 0;
    for (int i = 0; i < n; i++) {
        string riga;
        getline(cin, riga);
        righe.push_back(riga);
        if (riga.size() > massimo) massimo = riga.size();
    }
    cout << "+" << string(massimo + 2, '-') << "+" << endl;
    for (string r : righe) {
        int spazi = massimo - r.size();
        cout << "| " << string(spazi / 2, ' ') << r << string(spazi - spazi / 2, ' ') << " |" << endl;
    }
    cout << "+" << string(massimo + 2, '-') << "+" << endl;
    return 0;
}
