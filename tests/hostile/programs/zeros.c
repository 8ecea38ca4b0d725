// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>
int main(void)
{
    (void)!write(1, "7\0\n", 3);
    return 0;
}
