#include <iostream>
#include <vector>
#include <string>
using namespace std;
int main() {
    string linea; getline(cin, linea);
    int n = stoi(linea);
    vector<string> cartel(n);
    size_t ancho = 0;
    for (auto &l : cartel) { getline(cin, l); ancho = max(ancho, l.size()); }
    cout << '+' << string(ancho + 2, '-') << "+\n";
    for (auto &l : cartel) {
        while (l.size() + 1 < ancho) l = ' ' + l + ' ';
        l.resize(ancho, ' ');
        cout << "| " << l << " |\n";
    }
    cout << '+' << string(ancho + 2, '-') << "+\n";
}
