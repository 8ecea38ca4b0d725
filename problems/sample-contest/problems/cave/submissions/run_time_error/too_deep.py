# Python stops at a depth of about a thousand calls.
import sys

words = list(map(int, sys.stdin.read().split()))
parent = [0, 0]
for start, length in zip(words[1::2], words[2::2]):
    first = len(parent)
    parent.append(start)
    parent.extend(range(first, first + length - 1))
depths = {1: 0}


def depth(chamber):
    if chamber not in depths:
        depths[chamber] = depth(parent[chamber]) + 1
    return depths[chamber]


for chamber in range(len(parent) - 1, 0, -1):
    depth(chamber)
best = 0
tops = {chamber: 0 for chamber in depths}
for chamber in sorted(depths, key=depths.get, reverse=True)[:-1]:
    above = parent[chamber]
    best = max(best, tops[above] + tops[chamber] + 1)
    tops[above] = max(tops[above], tops[chamber] + 1)
print(best)
