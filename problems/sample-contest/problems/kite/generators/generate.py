#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY"""
import math
import pathlib
import random
import sys


def height(s, x, y):
    square = s * s - x * x - y * y
    if square <= 0:
        return "0.000000000"
    # Exact to the last digit printed: an integer root, no floating point.
    digits = str(math.isqrt(square * 10**18)).rjust(10, "0")
    return digits[:-9] + "." + digits[-9:]


def kites(rng, count, reach):
    rows = []
    for _ in range(count):
        x, y = rng.randint(-reach, reach), rng.randint(-reach, reach)
        far = math.isqrt(x * x + y * y)
        s = rng.choice([far, far + 1, far + 2, far + rng.randint(1, reach), rng.randint(1, 2 * reach)])
        rows.append((min(max(s, 1), 2 * reach), x, y))
    return rows


def main():
    rng = random.Random(9)
    million = 10**6
    cases = [
        ("01-one", [(1, 0, 0)]),
        ("02-near", kites(rng, 6, 4)),
        ("03-straight-up", [(2 * million, 0, 0), (7, 0, -2), (million, 1, 1), (3, 4, 5)]),
        ("04-edges", [(1414214, million, million), (1414213, -million, million), (2 * million, -million, -million),
                      (1, 1, 0), (2, 1, 1), (1, million, 0), (980001, 980000, 1400),
                      (999995, 599997, -799996)]),
        ("05-town", kites(rng, 12, 300)),
        ("06-festival", kites(rng, 1000, million)),
    ]
    secret = pathlib.Path(sys.argv[1]) / "secret"
    secret.mkdir(parents=True, exist_ok=True)
    for name, rows in cases:
        lines = [str(len(rows))] + [" ".join(map(str, row)) for row in rows]
        (secret / f"{name}.in").write_text("\n".join(lines) + "\n")
        (secret / f"{name}.ans").write_text("".join(height(*row) + "\n" for row in rows))


main()
