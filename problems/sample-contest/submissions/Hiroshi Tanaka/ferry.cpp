#include <iostream>
using ll = long long;

int main() {
  ll N, C;
  std::cin >> N >> C;
  if (C == 0) { std::cout << "stranded\n"; return 0; }
  std::cout << N / C + !!(N % C) << "\n";
}
