# SPDX-License-Identifier: GPL-3.0-or-later
print("os has been replaced")
