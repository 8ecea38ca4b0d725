#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY"""
import pathlib
import sys

CASES = [
    ("01-one-car", 1, 1),
    ("02-exact", 12, 4),
    ("03-big-ferry", 5, 100),
    ("04-in-dock", 10**9, 0),
    ("05-beyond-32-bits", 2**31, 7),
    ("06-one-by-one", 10**18, 1),
    ("07-all-at-once", 10**18, 10**18),
    ("08-no-car-left", 10**18 - 1, 7),
]

secret = pathlib.Path(sys.argv[1]) / "secret"
secret.mkdir(parents=True, exist_ok=True)
for name, cars, room in CASES:
    answer = "stranded" if room == 0 else str(-(-cars // room))
    (secret / f"{name}.in").write_text(f"{cars} {room}\n")
    (secret / f"{name}.ans").write_text(answer + "\n")
