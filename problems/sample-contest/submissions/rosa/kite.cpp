#include <iostream>
#include <cmath>
using namespace std;

int main() {
	int n;
	cin >> n;
	cout.precision(17);
	while (n--) {
		long double s, x, y;
		cin >> s >> x >> y;
		long double g = hypotl(x, y);
		cout << (g >= s ? 0.0L : sqrtl((s - g) * (s + g))) << "\n";
	}
}
