/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computes for about 50 ms. */
int main(void)
{
    volatile unsigned value = 1;
    for (long i = 0; i < 30000000; ++i)
        value = value * 1664525U + 1013904223U;
    return value == 0;
}
