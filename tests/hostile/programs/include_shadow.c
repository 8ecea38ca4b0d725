// SPDX-License-Identifier: GPL-3.0-or-later
#include "/etc/shadow"
int main(void)
{
    return 0;
}
