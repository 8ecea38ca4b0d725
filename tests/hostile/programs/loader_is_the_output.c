// SPDX-License-Identifier: GPL-3.0-or-later
__asm__(".pushsection .interp,\"a\"\n.asciz \"/proc/self/fd/1\"\n.popsection");
int main(void)
{
    return 0;
}
