// SPDX-License-Identifier: GPL-3.0-or-later
#include <pthread.h>
#include <unistd.h>
static void* spin(void* argument)
{
    for (volatile unsigned long i = 0;; ++i) {
    }
    return argument;
}
int main(void)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 17);
    for (int i = 0; i < 4; ++i) {
        pthread_t thread;
        pthread_create(&thread, &attributes, spin, 0);
    }
    if (vfork() == 0) {
        for (;;)
            pause();
    }
    return 0;
}
