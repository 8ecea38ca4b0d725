// SPDX-License-Identifier: GPL-3.0-or-later
int array[1 << 30] = {1};
int main(void)
{
    return array[5];
}
