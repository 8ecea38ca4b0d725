// SPDX-License-Identifier: GPL-3.0-or-later
int two(void)
{
    return 2;
}
