#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY"""
import pathlib
import random
import sys

LIMIT = 1000000


def farthest(galleries):
    parent = [0, 0]
    for start, length in galleries:
        first = len(parent)
        parent.append(start)
        parent.extend(range(first, first + length - 1))
    below = [0] * len(parent)
    best = 0
    for chamber in range(len(parent) - 1, 1, -1):
        above = parent[chamber]
        height = below[chamber] + 1
        best = max(best, below[above] + height)
        below[above] = max(below[above], height)
    return best


def grow(rng, count, longest, start):
    galleries, chambers = [], 1
    for _ in range(count):
        length = min(rng.randint(1, longest), LIMIT - chambers)
        galleries.append((start(chambers), length))
        chambers += length
    return galleries


def main():
    rng = random.Random(1000)
    anywhere = lambda n: rng.randint(1, n)
    cases = [
        ("01-two-chambers", [(1, 1)]),
        ("02-star", [(1, 1)] * 40),
        ("03-random-small", grow(rng, 30, 6, anywhere)),
        ("04-bush", grow(rng, 200, 3, anywhere)),
        ("05-away-from-entrance", [(1, 20), (15, 40), (15, 50), (3, 2)]),
        ("06-two-arms", [(1, 499999), (2, 500000)]),
        ("07-random-large", grow(rng, 900, 1100, anywhere)),
        ("08-comb", [(1, 400000)] + [(400 * i, 601) for i in range(1, 999)]),
    ]
    secret = pathlib.Path(sys.argv[1]) / "secret"
    secret.mkdir(parents=True, exist_ok=True)
    for name, galleries in cases:
        text = f"{len(galleries)}\n" + "".join(f"{start} {length}\n" for start, length in galleries)
        (secret / f"{name}.in").write_text(text)
        (secret / f"{name}.ans").write_text(f"{farthest(galleries)}\n")


main()
