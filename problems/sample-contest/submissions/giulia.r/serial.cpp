#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    long long quanti[7] = {0, 0, 0, 0, 0, 0, 0};
    long long totale = 0;
    for (size_t i = 0; i < s.size(); i++) {
        int cifra = s[i] - '0';
        long long nuovi[7] = {0, 0, 0, 0, 0, 0, 0};
        for (int r = 0; r < 7; r++) {
            int resto = (r * 10 + cifra) % 7;
            nuovi[resto] = nuovi[resto] + quanti[r];
        }
        nuovi[cifra % 7]++;
        for (int r = 0; r < 7; r++) quanti[r] = nuovi[r];
        totale = totale + quanti[0];
    }
    cout << totale << endl;
    return 0;
}
