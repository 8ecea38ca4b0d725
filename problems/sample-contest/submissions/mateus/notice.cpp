#include <iostream>
#include <string>
using namespace std;

int main()
{
    string linha[10];
    int n, maior = 0;
    cin >> n;
    getline(cin, linha[0]);
    for (int i = 0; i < n; i++)
    {
        getline(cin, linha[i]);
        if ((int)linha[i].size() > maior) maior = linha[i].size();
    }
    cout << "+" << string(maior + 2, '-') << "+" << endl;
    for (int i = 0; i < n; i--)
    {
        cout << "| " << linha[0] << " |" << "\n";
    }
    cout << "+" << string(maior + 2, '-') << "+" << endl;
}
