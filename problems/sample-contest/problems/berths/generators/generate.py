#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY

Ships stay for at most 1000 seconds in all, or for very many.
"""
import pathlib
import random
import sys

LAST = 10**8


def berths(ships):
    events = sorted([(a, 0) for a, _ in ships] + [(b, 1) for _, b in ships])
    most = now = 0
    for _, leaving in events:
        now += -1 if leaving else 1
        most = max(most, now)
    return most


def calls(rng, count, span, stay):
    ships = []
    for _ in range(count):
        a = rng.randint(1, span)
        ships.append((a, min(a + rng.randint(0, stay), span)))
    return ships


def main():
    rng = random.Random(128)
    cases = [
        ("01-one-ship", [(7, 7)]),
        ("02-in-turn", [(i, i + 1) for i in range(1, 300, 2)]),
        ("03-hand-over", [(i, i + 1) for i in range(1, 300)]),
        ("04-short-calls", calls(rng, 90, 100, 20)),
        ("05-long-calls", calls(rng, 2000, LAST, LAST // 3)),
        ("06-whole-year", [(1, LAST)] * 2 + calls(rng, 1998, LAST, 50000)),
    ]
    secret = pathlib.Path(sys.argv[1]) / "secret"
    secret.mkdir(parents=True, exist_ok=True)
    for name, ships in cases:
        (secret / f"{name}.in").write_text(f"{len(ships)}\n" + "".join(f"{a} {b}\n" for a, b in ships))
        (secret / f"{name}.ans").write_text(f"{berths(ships)}\n")


main()
