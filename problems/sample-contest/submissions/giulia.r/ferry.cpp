#include <iostream>
using namespace std;

int main() {
    long long auto_in_coda, posti;
    cin >> auto_in_coda >> posti;
    if (posti == 0) {
        cout << "stranded" << endl;
        return 0;
    }
    long long viaggi = auto_in_coda / posti;
    if (auto_in_coda % posti != 0) viaggi = viaggi + 1;
    cout << viaggi << endl;
    return 0;
}
