// SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
int main(void)
{
    const char* names[] = {"/run/systemd/journal/socket", "/run/docker.sock", "/var/run/nscd/socket", "/dev/log",
                           "/run/dbus/system_bus_socket", "/tmp/canary"};
    const int types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET};
    for (int i = 0; i < 3; ++i) {
        const int fd = socket(AF_UNIX, types[i], 0);
        struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "\0assize-canary"};
        if (connect(fd, (struct sockaddr*)&address, offsetof(struct sockaddr_un, sun_path) + 14) == 0) {
            puts("reached an abstract socket of the host");
            return 0;
        }
        for (unsigned j = 0; j < sizeof names / sizeof *names; ++j) {
            strcpy(address.sun_path, names[j]);
            if (connect(fd, (struct sockaddr*)&address, sizeof address) == 0) {
                puts(names[j]);
                return 0;
            }
        }
    }
    puts("7");
    return 0;
}
