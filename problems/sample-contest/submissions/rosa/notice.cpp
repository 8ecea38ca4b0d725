#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
	int n;
	cin >> n;
	cin.get();
	vector<string> a(n);
	int w = 0;
	for (string& s : a) {
		getline(cin, s);
		w = max(w, (int)s.size());
	}
	string h(w + 4, '-');
	h.front() = h.back() = '+';
	cout << h << "\n";
	for (string& s : a) {
		string row(w + 4, ' ');
		row.front() = row.back() = '|';
		row.replace(2 + (w - s.size()) / 2, s.size(), s);
		cout << row << "\n";
	}
	cout << h << "\n";
}
