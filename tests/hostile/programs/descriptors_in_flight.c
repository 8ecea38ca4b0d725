// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
static int sendMany(int to, int what)
{
    char byte = 0;
    struct iovec data = {&byte, 1};
    union
    {
        char bytes[CMSG_SPACE(250 * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(250 * sizeof(int));
    for (int i = 0; i < 250; ++i)
        memcpy(CMSG_DATA(header) + (size_t)i * sizeof(int), &what, sizeof(int));
    return sendmsg(to, &message, MSG_DONTWAIT) > 0;
}
int main(void)
{
    for (int i = 0; i < 300; ++i) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
            break;
        // Some of them hold each other, so that only a search finds out that nobody can reach them.
        while (sendMany(ends[0], i % 2 ? ends[1] : 0) && i % 10 != 0) {
        }
        if (i % 3 == 0) {
            close(ends[0]);
            close(ends[1]);
        }
    }
    puts("7");
    fflush(stdout);
    usleep(300000); // meanwhile the neighbour works
    return 0;
}
