#include <iostream>
using namespace std;

int main()
{
    int n;
    cin >> n;
    for (int i = 0; i < n; i++)
    {
        double s, x, y;
        cin >> s >> x >> y;
        double h = s * s - x * x - y * y;
        if (h < 0) h = 0;
        cout << fixed << setprecision(8) << raiz(h) << endl;
    }
}
