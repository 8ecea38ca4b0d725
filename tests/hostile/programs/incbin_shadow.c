// SPDX-License-Identifier: GPL-3.0-or-later
__asm__(".incbin \"/etc/shadow\"");
int main(void)
{
    return 0;
}
