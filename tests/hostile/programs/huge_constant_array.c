// SPDX-License-Identifier: GPL-3.0-or-later
static const volatile char array[1L << 33];
int main(int count, char** arguments)
{
    (void)arguments;
    return array[(long)count << 30];
}
