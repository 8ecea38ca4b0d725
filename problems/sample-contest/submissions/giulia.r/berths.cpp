#include <iostream>
#include <vector>
#include <algorithm>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<pair<int, int>> eventi;
    for (int i = 0; i < n; i++) {
        int a, b;
        cin >> a >> b;
        eventi.push_back(make_pair(a, 1));
        eventi.push_back(make_pair(b, -1));
    }
    sort(eventi.begin(), eventi.end());
    int adesso = 0, massimo = 0;
    for (auto e : eventi) {
        adesso += e.second;
        massimo = max(massimo, adesso);
    }
    cout << massimo << endl;
    return 0;
}
