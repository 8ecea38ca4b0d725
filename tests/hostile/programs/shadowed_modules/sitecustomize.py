# SPDX-License-Identifier: GPL-3.0-or-later
print("sitecustomize has been replaced")
