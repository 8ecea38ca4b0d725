// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>
int main(void)
{
    puts(strlen("seven77") == 7 ? "7" : "another strlen");
    return 0;
}
