/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes processes without end. */
#include <unistd.h>

int main(void)
{
    for (;;)
        fork();
}
