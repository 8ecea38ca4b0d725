// SPDX-License-Identifier: GPL-3.0-or-later
int main(void)
{
    for (volatile unsigned long i = 0;; ++i) {
    }
}
