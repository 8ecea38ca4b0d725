# Parents have smaller numbers than children, so no recursion is needed.
import sys

words = list(map(int, sys.stdin.read().split()))
parent = [0, 0]
for start, length in zip(words[1::2], words[2::2]):
    first = len(parent)
    parent.append(start)
    parent.extend(range(first, first + length - 1))
down = [0] * len(parent)
best = 0
for chamber in range(len(parent) - 1, 1, -1):
    p = parent[chamber]
    here = down[chamber] + 1
    old = down[p]
    if here + old > best:
        best = here + old
    if here > old:
        down[p] = here
print(best)
