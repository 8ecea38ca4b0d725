// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 500; ++i) {
        const int fd = inotify_init();
        if (fd < 0)
            break;
        for (int j = 0; j < 100; ++j)
            inotify_add_watch(fd, "/usr", IN_ALL_EVENTS);
    }
    for (int i = 0; i < 200; ++i) {
        const int fd = epoll_create1(0);
        struct epoll_event event = {.events = EPOLLIN};
        epoll_ctl(fd, EPOLL_CTL_ADD, eventfd(0, 0), &event);
    }
    puts("7");
    fflush(stdout);
    usleep(300000); // meanwhile the neighbour works
    return 0;
}
