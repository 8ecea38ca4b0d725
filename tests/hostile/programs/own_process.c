// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void)
{
    const char* names[] = {"oom_score_adj", "oom_adj", "uid_map", "gid_map", "setgroups", "coredump_filter", "timerslack_ns",
                           "autogroup", "loginuid", "attr/current", "clear_refs", "sched"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; ++i) {
        char path[100];
        snprintf(path, sizeof path, "/proc/self/%s", names[i]);
        const int fd = open(path, O_WRONLY);
        if (fd >= 0 && write(fd, "-500", 4) > 0) {
            printf("%s could be written\n", path);
            return 0;
        }
    }
    const char* system[] = {"/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname",
                            "/proc/sys/vm/drop_caches", "/proc/sys/fs/file-max", "/proc/sys/kernel/ns_last_pid"};
    for (unsigned i = 0; i < sizeof system / sizeof *system; ++i) {
        if (open(system[i], O_WRONLY) >= 0) {
            puts(system[i]);
            return 0;
        }
    }
    puts("7");
    return 0;
}
