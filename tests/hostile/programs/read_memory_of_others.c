// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void)
{
    char buffer[100] = {0};
    struct iovec here = {buffer, sizeof buffer};
    struct iovec there = {(void*)0x400000, sizeof buffer};
    if (process_vm_readv(getppid(), &here, 1, &there, 1, 0) > 0)
        puts(buffer);
    return 0;
}
