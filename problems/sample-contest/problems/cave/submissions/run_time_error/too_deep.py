# Python stops at a depth of about a thousand calls.
import sys

words = list(map(int, sys.stdin.read().split()))
children = [[], []]
for start, length in zip(words[1::2], words[2::2]):
    for _ in range(length):
        children[start].append(len(children))
        start = len(children)
        children.append([])
best = 0


def height(chamber):
    global best
    top = [0, 0] + [height(child) + 1 for child in children[chamber]]
    top.sort()
    best = max(best, top[-1] + top[-2])
    return top[-1]


height(1)
print(best)
