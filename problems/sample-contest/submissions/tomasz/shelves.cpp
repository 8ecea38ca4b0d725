#include <iostream>
#include <vector>

using namespace std;

int main() {
    long long n, t;
    cin >> n >> t;
    vector<long long> polka;
    for (long long i = n; i >= 1; i--) {
        if (i < t) {
            polka.push_back(i);
            t -= i;
        } else if (i == t) {
            t = 0;
            polka.push_back(i);
            break;
        }
    }
    cout << polka.size() << "\n";
    for (size_t i = 0; i + 1 < polka.size(); i++) cout << polka[i] << " ";
    cout << "\n";
}
