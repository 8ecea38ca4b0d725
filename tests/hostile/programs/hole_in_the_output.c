// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>
int main(void)
{
    lseek(1, 999999, SEEK_SET);
    (void)!write(1, "7\n", 2);
    return 0;
}
