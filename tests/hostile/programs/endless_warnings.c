// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LEVEL
#define LEVEL 0
#include <stdio.h>
int main(void)
{
    puts("7");
    return 0;
}
#endif
#if __INCLUDE_LEVEL__ < 12
#warning again and again and again and again and again and again and again and again and again and again
#include __FILE__
#include __FILE__
#endif
