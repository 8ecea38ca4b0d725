# Pitches that differ by exactly d are awful too.
from bisect import bisect_left

n, d, x, a, c, m = map(int, input().split())
pitch = []
for _ in range(n):
    pitch.append(x)
    x = (a * x + c) % m
pitch.sort()
print(sum(max(0, bisect_left(pitch, p + d) - i - 1) for i, p in enumerate(pitch)))
