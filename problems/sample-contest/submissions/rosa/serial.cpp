#include <iostream>
#include <string>
using namespace std;

int main() {
	ios_base::sync_with_stdio(false);
	string s;
	cin >> s;
	long long c[7] = {0}, ans = 0;
	int r = 0, p = 1;
	for (int i = s.size(); i-- > 0;) {
		c[r]++;
		r = (r + p * (s[i] - '0')) % 7;
		p = 10 * p % 7;
		ans += c[r];
	}
	cout << ans << endl;
}
