#include <iostream>
#include <cstdint>
using namespace std;
int main() {
    int64_t coches, cap;
    cin >> coches >> cap;
    if (cap == 0) { cout << "stranded" << endl; return 0; }
    int64_t viajes = (coches + cap - 1) / cap; // redondeo hacia arriba
    cout << viajes << endl;
}
