// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
static int breaches;
static void refuse(long result, const char* what)
{
    if (result >= 0) {
        puts(what);
        ++breaches;
    }
}
int main(void)
{
    const struct rlimit nothing = {0, 0};
    const struct sched_param parameter = {0};
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    const pid_t others[] = {1, getppid()};
    for (int i = 0; i < 2; ++i) {
        for (int resource = 0; resource < 16; ++resource)
            refuse(syscall(SYS_prlimit64, others[i], resource, &nothing, 0), "prlimit");
        refuse(sched_setaffinity(others[i], sizeof set, &set), "sched_setaffinity");
        refuse(sched_setscheduler(others[i], SCHED_IDLE, &parameter), "sched_setscheduler");
        refuse(sched_setparam(others[i], &parameter), "sched_setparam");
        refuse(setpriority(PRIO_PROCESS, (id_t)others[i], 19), "setpriority");
        refuse(setpgid(others[i], 0), "setpgid");
        refuse(syscall(SYS_ioprio_set, 1, others[i], 3 << 13), "ioprio_set");
        refuse(syscall(SYS_migrate_pages, others[i], 0, 0, 0), "migrate_pages");
    }
    refuse(setpriority(PRIO_USER, getuid(), 19), "setpriority of the user");
    refuse(setpriority(PRIO_PGRP, 0, 19), "setpriority of the group");
    refuse(syscall(SYS_ioprio_set, 3, getuid(), 3 << 13), "ioprio_set of the user");
    if (breaches == 0)
        puts("7");
    return 0;
}
