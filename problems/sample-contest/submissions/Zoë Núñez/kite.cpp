#include <iostream>
#include <cstdint>
#include <iomanip>
#include <cmath>
using namespace std;
int main() {
    int n; cin >> n;
    cout << fixed << setprecision(9);
    while (n --> 0) {
        int64_t s, x, y; cin >> s >> x >> y;
        int64_t h = s*s - x*x - y*y;
        cout << (h > 0 ? sqrt(double(h)) : 0.0) << '\n'; // ¿más corta que la distancia? está en el suelo
    }
}
