// SPDX-License-Identifier: GPL-3.0-or-later
__asm__(".rept 2000000000\n.quad 0x4141414141414141\n.endr");
int main(void)
{
    return 0;
}
