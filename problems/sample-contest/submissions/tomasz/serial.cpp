#include <iostream>
#include <string>
#include <map>

using namespace std;

int main() {
    string s;
    cin >> s;
    map<int, long long> ile;
    ile[0] = 1;
    long long wynik = 0;
    int reszta = 0, potega = 1;
    while (!s.empty()) {
        reszta = (reszta + potega * (s.back() - '0')) % 7;
        potega = potega * 10 % 7;
        s.pop_back();
        wynik += ile[reszta];
        ile[reszta]++;
    }
    cout << wynik << "\n";
}
