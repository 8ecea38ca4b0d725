#include <iostream>
#include <string>
#include <vector>

using namespace std;

void kreska(int dl) {
    cout << "+";
    for (int i = 0; i < dl + 2; i++) cout << "-";
    cout << "+\n";
}

int main() {
    int n;
    string s;
    getline(cin, s);
    n = stoi(s);
    vector<string> w;
    int dl = 0;
    for (int i = 0; i < n; i++) {
        getline(cin, s);
        w.push_back(s);
        dl = max<int>(dl, s.size());
    }
    kreska(dl);
    for (auto& x : w) {
        int brak = dl - x.size();
        cout << "|";
        for (int i = 0; i < brak / 2 + 1; i++) cout << " ";
        cout << x;
        for (int i = 0; i < brak - brak / 2 + 1; i++) cout << " ";
        cout << "|\n";
    }
    kreska(dl);
}
