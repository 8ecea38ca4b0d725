from math import sqrt
from sys import stdin

it = map(int, stdin.read().split())
next(it)
print("\n".join(str(sqrt(max(s * s - x * x - y * y, 0))) for s, x, y in zip(it, it, it)))
