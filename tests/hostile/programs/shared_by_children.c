// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static char table[20 << 20];
int main(void)
{
    memset(table, 1, sizeof table);
    int wrong = 0;
    for (int i = 0; i < 10; ++i) {
        if (fork() == 0) {
            for (size_t at = 0; at < sizeof table; at += 4096)
                wrong |= ((volatile char*)table)[at] != 1;
            usleep(200000);
            _exit(wrong);
        }
    }
    int status = 0;
    while (wait(&status) > 0)
        wrong |= status;
    puts(wrong ? "another memory" : "7");
    return 0;
}
