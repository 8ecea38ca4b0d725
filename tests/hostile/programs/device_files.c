// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <stdio.h>
int main(void)
{
    const char* devices[] = {"/dev/mem", "/dev/kmem", "/dev/kmsg", "/dev/tty", "/dev/tty0", "/dev/console", "/dev/ptmx",
                             "/dev/pts/0", "/dev/fuse", "/dev/kvm", "/dev/sda", "/dev/vda", "/dev/loop-control",
                             "/dev/userfaultfd", "/dev/mqueue", "/dev/net/tun", "/dev/input", "/dev/vsock"};
    for (unsigned i = 0; i < sizeof devices / sizeof *devices; ++i) {
        if (open(devices[i], O_RDONLY) >= 0) {
            puts(devices[i]);
            return 0;
        }
    }
    puts("7");
    return 0;
}
