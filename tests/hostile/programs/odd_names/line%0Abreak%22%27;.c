// SPDX-License-Identifier: GPL-3.0-or-later
int four(void)
{
    return 4;
}
