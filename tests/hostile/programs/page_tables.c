// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
int main(void)
{
    const size_t size = 1UL << 36;
    volatile char* space = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space == MAP_FAILED)
        return 1;
    madvise((void*)space, size, MADV_NOHUGEPAGE);
    for (size_t at = 0; at < size; at += 1UL << 21)
        space[at] = 1;
    puts("7");
    return 0;
}
