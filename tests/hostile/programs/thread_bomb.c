// SPDX-License-Identifier: GPL-3.0-or-later
#include <pthread.h>
#include <unistd.h>
static void* wait_for_ever(void* argument)
{
    pause();
    return argument;
}
int main(void)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 15);
    for (;;) {
        pthread_t thread;
        pthread_create(&thread, &attributes, wait_for_ever, 0);
    }
}
