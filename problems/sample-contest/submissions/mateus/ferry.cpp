#include <iostream>
using namespace std;

int main()
{
    long long n, c;
    cin >> n >> c
    if (c == 0)
        cout << "stranded" << endl;
    else
        cout << (n + c - 1) / c << endl;
}
