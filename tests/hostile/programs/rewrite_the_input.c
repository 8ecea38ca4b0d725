// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    const char* paths[] = {"/proc/self/fd/0", "/dev/stdin", "/proc/self/exe"};
    for (int i = 0; i < 3; ++i) {
        const int fd = open(paths[i], O_RDWR);
        if (fd >= 0 && (pwrite(fd, "9 9\n", 4, 0) > 0 || ftruncate(fd, 0) == 0)) {
            printf("%s could be written\n", paths[i]);
            return 0;
        }
        chmod(paths[i], 0777);
        unlink(paths[i]);
    }
    if (write(0, "9 9\n", 4) > 0 || ftruncate(0, 0) == 0 || fcntl(0, F_ADD_SEALS, F_SEAL_GROW) == 0 ||
        mmap(0, 4, PROT_WRITE, MAP_SHARED, 0, 0) != MAP_FAILED)
        puts("the input could be changed");
    else
        puts("7");
    return 0;
}
