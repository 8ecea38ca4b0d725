// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/ptrace.h>
int main(void)
{
    ptrace(PTRACE_SEIZE, 1, 0, 0);
    return 0;
}
