#include <iostream>
#include <vector>
#include <algorithm>
using namespace std;

int main() {
	int n;
	cin >> n;
	vector<int> busy; // every second in which a berth is in use
	while (n--) {
		int a, b;
		cin >> a >> b;
		for (int s = a; s <= b; s++) busy.push_back(s);
	}
	sort(busy.begin(), busy.end());
	int best = 0, run = 0;
	for (size_t i = 0; i < busy.size(); i++) {
		run = (i && busy[i] == busy[i - 1]) ? run + 1 : 1;
		best = max(best, run);
	}
	cout << best << endl;
}
