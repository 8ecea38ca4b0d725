// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

int main()
{
    std::cout.flush();
    return 0;
}
