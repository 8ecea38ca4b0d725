// SPDX-License-Identifier: GPL-3.0-or-later
#pragma GCC optimize("-fplugin=./plugin.so")
#pragma GCC optimize("O3,-o/tmp/elsewhere")
#pragma GCC system_header
#pragma redefine_extname puts system
#pragma GCC poison exit
#include <stdio.h>
__attribute__((optimize("-include /tmp/canary.h"))) int main(void)
{
    printf("7\n");
    return 0;
}
