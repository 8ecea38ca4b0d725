// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void)
{
    puts("7");
    fflush(stdout);
    char* output = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 1, 0);
    if (fork() == 0) {
        usleep(300000);
        if (output != MAP_FAILED)
            memcpy(output, "8\n", 2);
        (void)!write(1, "9\n", 2);
        for (;;)
            (void)!pwrite(1, "8\n", 2, 0);
    }
    return 0;
}
