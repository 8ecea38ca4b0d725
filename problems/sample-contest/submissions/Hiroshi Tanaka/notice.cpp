#include <iostream>
#include <string>
#include <vector>
using namespace std;

string pad(size_t n, char c = ' ') { return string(n, c); }

int main() {
  int N;
  cin >> N;
  cin.ignore(1000, '\n');
  vector<string> T(N);
  size_t W = 0;
  for (string& t : T) getline(cin, t), W = max(W, t.size());
  string out = "+" + pad(W + 2, '-') + "+\n";
  string edge = out;
  for (string& t : T) {
    size_t L = (W - t.size()) / 2;
    out += "| " + pad(L) + t + pad(W - L - t.size()) + " |\n";
  }
  cout << out << edge;
}
