// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void)
{
    char name[256];
    for (int i = 0; i < 2000; ++i) {
        memset(name, i % 3 == 0 ? '\n' : i % 3 == 1 ? '\xff' : '*', 255);
        name[255] = 0;
        snprintf(name + i % 200, 20, "%d", i);
        name[i % 200 + 5] = '-';
        close(open(name, O_CREAT | O_WRONLY, 0));
    }
    close(open("-rf", O_CREAT | O_WRONLY, 0));
    puts("7");
    return 0;
}
