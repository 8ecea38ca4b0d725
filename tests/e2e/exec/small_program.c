// SPDX-License-Identifier: GPL-3.0-or-later
// Reads two numbers and prints their sum, without a C library where that can be done: a program of one or two
// kilobytes, so that thousands of copies of it measure the judge and not the disk.
#ifdef ASSIZE_WITHOUT_LIBRARY

static long systemCall(long number, long a, long b, long c)
{
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return result;
}

static const char* readNumber(const char* text, long* number)
{
    while (*text == ' ')
        ++text;
    for (*number = 0; *text >= '0' && *text <= '9'; ++text)
        *number = 10 * *number + (*text - '0');
    return text;
}

// Jumped to and not called: the stack is not aligned as compilers expect.
__attribute__((force_align_arg_pointer)) void start(void)
{
    enum { kRead = 0, kWrite = 1, kExit = 60 };
    char text[64] = {0};
    long a;
    long b;
    systemCall(kRead, 0, (long)text, sizeof text - 1);
    readNumber(readNumber(text, &a), &b);
    char* end = text + sizeof text;
    char* begin = end;
    *--begin = '\n';
    for (a += b; a > 0 || begin == end - 1; a /= 10)
        *--begin = (char)('0' + a % 10);
    systemCall(kWrite, 1, (long)begin, end - begin);
    systemCall(kExit, 0, 0, 0);
}

#else

#include <stdio.h>

int main(void)
{
    long a;
    long b;
    if (scanf("%ld %ld", &a, &b) == 2)
        printf("%ld\n", a + b);
    return 0;
}

#endif
