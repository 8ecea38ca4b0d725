// SPDX-License-Identifier: GPL-3.0-or-later
#include __FILE__
#include __FILE__
int main(void)
{
    return 0;
}
