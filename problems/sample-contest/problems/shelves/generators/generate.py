#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY

Every width is either tiny or so large that a table over all widths cannot fit into memory.
"""
import pathlib
import sys

CASES = [
    ("01-one-volume", 1, 1),
    ("02-nothing", 1, 0),
    ("03-middle", 6, 11),
    ("04-all", 100, 5050),
    ("05-all-but-one", 60, 60 * 61 // 2 - 1),
    ("06-first", 20000, 1),
    ("07-last", 20000, 20000),
    ("08-past-the-last", 20000, 20001),
    ("09-about-half", 20000, 99994011),
    ("10-more-than-half", 19997, 112510000),
    ("11-full", 20000, 20000 * 20001 // 2),
    ("12-two-missing", 19999, 19999 * 20000 // 2 - 2),
]

secret = pathlib.Path(sys.argv[1]) / "secret"
secret.mkdir(parents=True, exist_ok=True)
for name, n, width in CASES:
    chosen, left = [], width
    for volume in range(n, 0, -1):
        if volume <= left:
            chosen.append(volume)
            left -= volume
    (secret / f"{name}.in").write_text(f"{n} {width}\n")
    (secret / f"{name}.ans").write_text(f"{len(chosen)}\n{' '.join(map(str, chosen))}\n")
