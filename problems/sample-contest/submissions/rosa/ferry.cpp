#include <iostream>
using namespace std;

typedef unsigned long long ull;

ull divUp(ull x, ull y) { return x / y + (x % y ? 1 : 0); }

int main() {
	ull n, c;
	cin >> n >> c;
	if (c) cout << divUp(n, c);
	else cout << "StRaNdEd";
	cout << endl;
}
