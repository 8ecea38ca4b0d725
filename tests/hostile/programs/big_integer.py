# SPDX-License-Identifier: GPL-3.0-or-later
print(9 ** 9 ** 9 ** 9 > 1)
