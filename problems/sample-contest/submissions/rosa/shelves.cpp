#include <iostream>
#include <vector>
#include <numeric>
using namespace std;

int main() {
	long long n, t;
	cin >> n >> t;
	long long m = 0, sum = 0;
	while (sum + m + 1 <= t) sum += ++m;
	vector<int> v(m);
	iota(v.begin(), v.end(), 1);
	for (int i = m - 1; sum < t; i--, sum++) v[i]++;
	cout << m << "\n";
	for (int x : v) cout << x << "\n";
}
