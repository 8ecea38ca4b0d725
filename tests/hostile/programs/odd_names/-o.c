// SPDX-License-Identifier: GPL-3.0-or-later
int one(void)
{
    return 1;
}
