// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <sched.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 15; ++i) {
        if (fork() == 0) {
            cpu_set_t set;
            CPU_ZERO(&set);
            CPU_SET((size_t)i % 2, &set);
            sched_setaffinity(0, sizeof set, &set);
            break;
        }
    }
    for (volatile unsigned long i = 0;; ++i) {
    }
}
