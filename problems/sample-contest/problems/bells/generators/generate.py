#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY

Tests have at most 500 bells, or 200,000.
"""
import bisect
import pathlib
import sys

CASES = [
    ("01-one-bell", (1, 5, 6, 1, 1, 7)),
    ("02-equal", (500, 0, 3, 1, 0, 4)),
    ("03-small", (400, 30, 17, 241, 59, 1009)),
    ("04-far-apart", (300, 10000, 123456, 48271, 11, 999999937)),
    ("05-random", (200000, 5000000, 20260101, 742938285, 12345, 999999937)),
    ("06-all-awful", (200000, 999999936, 1, 630360016, 7, 999999937)),
]


def awful(n, d, s, a, c, m):
    pitches = []
    for _ in range(n):
        pitches.append(s)
        s = (a * s + c) % m
    pitches.sort()
    return sum(bisect.bisect_right(pitches, x + d) - i - 1 for i, x in enumerate(pitches))


secret = pathlib.Path(sys.argv[1]) / "secret"
secret.mkdir(parents=True, exist_ok=True)
for name, case in CASES:
    (secret / f"{name}.in").write_text(" ".join(map(str, case)) + "\n")
    (secret / f"{name}.ans").write_text(f"{awful(*case)}\n")
