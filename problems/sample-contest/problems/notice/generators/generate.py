#!/usr/bin/env python3
"""Writes the secret data of this problem. Usage: generate.py DATA_DIRECTORY"""
import pathlib
import random
import sys

WORDS = ("Tide low high boat BOAT net Nets rope cat fish pier Gull sail ANCHOR mast oar wind at by "
         "the to no NO salt 7 12 1905 bell lamp fog ice crab moor deck a b I").split()
SIGNS = "!?.,;:-+|#%&()*/<=>@[]^_{}~'\"\\`$"


def framed(lines):
    width = max(map(len, lines))
    edge = "+" + "-" * (width + 2) + "+\n"
    body = ""
    for line in lines:
        left = (width - len(line)) // 2
        right = width - len(line) - left
        body += "| " + " " * left + line + " " * right + " |\n"
    return edge + body + edge


def words(rng, gap):
    line = rng.choice(WORDS)
    while rng.random() < 0.7:
        longer = line + " " * rng.randint(1, gap) + rng.choice(WORDS)
        if len(longer) > 40:
            break
        line = longer
    return line


def signs(rng):
    return "".join(rng.choice(SIGNS) for _ in range(rng.randint(1, 40)))


def main():
    rng = random.Random(44)
    notices = [["x"], ["x" * 40], ["a", "bb"], ["aaaa", "b", "cc", "ddd"], ["+--+", "|  |", "+--+"],
               ["UPPER", "lower", "MiXeD"], ["one", "one", "one"], ["5"], ["two  blanks", "three   blanks"],
               ["y" * 40] + ["z"] * 9]
    notices += [[words(rng, 1) for _ in range(rng.randint(1, 10))] for _ in range(14)]
    notices += [[words(rng, 4) for _ in range(rng.randint(2, 10))] for _ in range(10)]
    notices += [[signs(rng) for _ in range(rng.randint(1, 6))] for _ in range(8)]
    secret = pathlib.Path(sys.argv[1]) / "secret"
    secret.mkdir(parents=True, exist_ok=True)
    for number, lines in enumerate(notices, 1):
        (secret / f"{number:02}.in").write_text(f"{len(lines)}\n" + "\n".join(lines) + "\n")
        (secret / f"{number:02}.ans").write_text(framed(lines))


main()
