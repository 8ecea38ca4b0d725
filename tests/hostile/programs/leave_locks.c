// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>
int main(void)
{
    const int fd = open("/usr/bin/tsort", O_RDONLY);
    const struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    flock(fd, LOCK_EX | LOCK_NB);
    int ends[2];
    (void)!pipe(ends);
    if (fork() == 0) {
        setsid();
        fcntl(fd, F_SETLK, &lock);
        (void)!write(ends[1], "x", 1);
        for (;;)
            pause();
    }
    char byte;
    (void)!read(ends[0], &byte, 1);
    puts("7");
    return 0;
}
