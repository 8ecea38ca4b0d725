// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>
int main(void)
{
    if (vfork() == 0) {
        for (;;)
            pause();
    }
    return 0;
}
