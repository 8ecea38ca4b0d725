// SPDX-License-Identifier: GPL-3.0-or-later
__attribute__((noipa)) int deeper(volatile char* from)
{
    volatile char frame[1000];
    frame[0] = from ? from[0] : 1;
    return deeper(frame) + frame[0];
}
int main(void)
{
    return deeper(0);
}
