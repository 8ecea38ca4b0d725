// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    const char* names[] = {"environ", "mem", "root", "cwd", "exe", "fd", "maps", "auxv", "stack", "syscall", "fdinfo",
                           "ns/mnt", "ns/user", "task", "map_files", "pagemap", "io", "attr/current", "root/etc/shadow",
                           "root/tmp/canary", "cwd/canary", "fd/0", "fd/3", "fd/4", "fd/5"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; ++i) {
        char path[100];
        char target[100];
        snprintf(path, sizeof path, "/proc/1/%s", names[i]);
        if (open(path, O_RDONLY) >= 0 || open(path, O_WRONLY) >= 0 || readlink(path, target, sizeof target) >= 0) {
            puts(path);
            return 0;
        }
    }
    puts("7");
    return 0;
}
