#include <iostream>
#include <iomanip>
#include <cmath>
using namespace std;

int main() {
    int n;
    cin >> n;
    cout << setprecision(12);
    for (int i = 0; i < n; i++) {
        double s, x, y;
        cin >> s >> x >> y;
        double distanza = sqrt(x * x + y * y);
        cout << sqrt(s * s - distanza * distanza) << endl;
    }
    return 0;
}
