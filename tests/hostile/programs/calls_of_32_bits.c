// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
int main(void)
{
#ifdef __x86_64__
    long result = 20; // getpid
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    printf("%ld\n", result);
#else
    __builtin_trap();
#endif
    return 0;
}
