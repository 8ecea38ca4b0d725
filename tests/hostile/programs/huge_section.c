// SPDX-License-Identifier: GPL-3.0-or-later
__attribute__((section(".data"))) char array[1L << 40];
int main(void)
{
    return array[5];
}
