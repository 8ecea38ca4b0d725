# The way from the entrance is not the longest one.
import sys

words = list(map(int, sys.stdin.read().split()))
depth = [0, 0]
for start, length in zip(words[1::2], words[2::2]):
    here = depth[start]
    depth.extend(range(here + 1, here + length + 1))
print(max(depth))
