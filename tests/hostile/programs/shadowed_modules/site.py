# SPDX-License-Identifier: GPL-3.0-or-later
print("site has been replaced")
