// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <string.h>
#include <unistd.h>
static char block[1 << 16];
int main(void)
{
    signal(SIGXFSZ, SIG_IGN);
    memset(block, '7', sizeof block);
    for (;;)
        (void)!write(1, block, sizeof block);
}
