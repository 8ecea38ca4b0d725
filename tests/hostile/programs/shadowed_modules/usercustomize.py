# SPDX-License-Identifier: GPL-3.0-or-later
print("usercustomize has been replaced")
