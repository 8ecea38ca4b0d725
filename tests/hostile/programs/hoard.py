# SPDX-License-Identifier: GPL-3.0-or-later
kept = []
while True:
    kept.append(bytearray(100000))
