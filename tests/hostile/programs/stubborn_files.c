// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
int main(void)
{
    const unsigned char nobody[] = {2, 0, 0,   0,   1,   0,   0,  0, 255, 255, 255, 255, 4,   0,
                                    0, 0, 255, 255, 255, 255, 32, 0, 0,   0,   255, 255, 255, 255};
    const char* folders[] = {"/work", "/tmp", "/dev/shm"};
    for (int i = 0; i < 3; ++i) {
        if (chdir(folders[i]) != 0)
            continue;
        mkdir("outer", 0700);
        mkdir("outer/inner", 0700);
        symlink("../..", "outer/inner/up");
        symlink("/", "outer/root");
        const int fd = open("outer/inner/file", O_CREAT | O_RDWR, 0600);
        int flags = FS_IMMUTABLE_FL | FS_APPEND_FL;
        ioctl(fd, FS_IOC_SETFLAGS, &flags);
        link("outer/inner/file", "outer/another");
        setxattr("outer/inner", "system.posix_acl_default", nobody, sizeof nobody, 0);
        setxattr(".", "system.posix_acl_default", nobody, sizeof nobody, 0);
        setxattr(".", "user.note", "secret", 6, 0);
        const int folder = open("outer", O_RDONLY);
        flags = FS_IMMUTABLE_FL;
        ioctl(folder, FS_IOC_SETFLAGS, &flags);
        chmod("outer/inner/file", 0);
        chmod("outer/inner", 0);
        chmod("outer", 0);
        chmod(".", 0);
        const struct timespec times[2] = {{4711, 0}, {4711, 0}};
        utimensat(AT_FDCWD, folders[i], times, 0);
    }
    puts("7");
    return 0;
}
