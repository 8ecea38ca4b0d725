// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <sys/socket.h>
int main(void)
{
    for (int family = 0; family < 64; ++family) {
        for (int type = 1; type < 11; ++type) {
            for (int protocol = 0; protocol < 20; ++protocol) {
                int pair[2];
                if (socket(family, type, protocol) >= 0 ||
                    (family != AF_UNIX && socketpair(family, type, protocol, pair) == 0)) {
                    printf("family %d, type %d, protocol %d\n", family, type, protocol);
                    return 0;
                }
            }
        }
    }
    puts("7");
    return 0;
}
