// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>
int main(void)
{
    for (int fd = 0; fd < 1024; ++fd)
        close(fd);
    for (;;)
        pause();
}
