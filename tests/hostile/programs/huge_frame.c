// SPDX-License-Identifier: GPL-3.0-or-later
int main(void)
{
    volatile char frame[1L << 32];
    frame[0] = 1;
    return frame[0] - 1;
}
