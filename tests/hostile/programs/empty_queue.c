// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <sys/msg.h>
int main(void)
{
    puts(msgget(0xA5512E, IPC_CREAT | IPC_EXCL | 0666) < 0 ? "there was one already" : "7");
    return 0;
}
