#include <iostream>
#include <set>

int main()
{
  int n;
  long long t;
  std::cin >> n >> t;
  std::set<int> top;
  while (t > 0)
  {
    int v = t < n ? static_cast<int>(t) : n;
    top.insert(v);
    t -= v;
    n = v - 1;
  }
  std::cout << top.size();
  for (int v : top)
    std::cout << ' ' << v;
}
