from itertools import accumulate
from sys import stdin

_, *V = map(int, stdin.read().split())
events = sorted([(a, 1) for a in V[::2]] + [(b + 1, -1) for b in V[1::2]])
print(max(accumulate(e for _, e in events)))
