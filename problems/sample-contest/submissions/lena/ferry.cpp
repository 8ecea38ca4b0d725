#include <iostream>

int main()
{
  int cars = 0, places = 1;
  std::cin >> cars >> places;
  if (places == 0)
    std::cout << "stranded";
  else
    std::cout << (cars + places - 1) / places;
}
