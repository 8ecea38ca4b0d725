// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
int main(void)
{
    raise(SIGKILL);
    return 0;
}
