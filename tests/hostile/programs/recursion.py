# SPDX-License-Identifier: GPL-3.0-or-later
import sys

sys.setrecursionlimit(1 << 30)


def deeper(n):
    return [deeper(n + 1)]


print(deeper(0))
