// SPDX-License-Identifier: GPL-3.0-or-later
__asm__(".section .rodata\n.globl secret\nsecret: .incbin \"/tmp/canary\"\n.byte 0\n.text");
#include <stdio.h>
extern const char secret[];
int main(void)
{
    puts(secret);
    return 0;
}
