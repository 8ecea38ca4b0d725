# SPDX-License-Identifier: GPL-3.0-or-later
print("encodings has been replaced")
