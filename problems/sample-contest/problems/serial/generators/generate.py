#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY

Tests are either short or very long, with nothing between. The first sample is a secret test too, by
way of a symbolic link.
"""
import os
import pathlib
import random
import sys


def lucky(serial):
    seen = [0] * 7
    seen[0] = 1
    remainder, power, count = 0, 1, 0
    for digit in reversed(serial):
        remainder = (remainder + int(digit) * power) % 7
        power = power * 10 % 7
        count += seen[remainder]
        seen[remainder] += 1
    return count


def main():
    rng = random.Random(7)
    cases = [
        ("small/01-one-digit", "7"),
        ("small/02-unlucky", "1"),
        ("small/03-zeros", "1" + "0" * 30),
        ("small/04-sevens", "7" * 50),
        ("small/05-random", "".join(rng.choices("0123456789", k=300))[:299] + "1"),
        ("large/06-lucky-all-over", "7000" * 50000),
        ("large/07-random", "".join(rng.choices("0123456789", k=1000000))),
    ]
    secret = pathlib.Path(sys.argv[1]) / "secret"
    for name, serial in cases:
        serial = serial.lstrip("0")
        path = secret / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".in").write_text(serial + "\n")
        path.with_suffix(".ans").write_text(f"{lucky(serial)}\n")
    for ending in ("in", "ans"):
        link = secret / f"small/00-sample.{ending}"
        if not link.is_symlink():
            os.symlink(f"../../sample/1.{ending}", link)


main()
