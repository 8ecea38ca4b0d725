// SPDX-License-Identifier: GPL-3.0-or-later
static volatile char array[1UL << 30];
int main(void)
{
    for (unsigned long i = 0; i < sizeof array; i += 4096)
        array[i] = 1;
    return 0;
}
