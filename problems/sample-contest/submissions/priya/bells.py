from bisect import bisect_right
from sys import stdin

N, D, x, A, C, M = map(int, stdin.read().split())
X = [x]
for _ in range(N - 1):
    x = (A * x + C) % M
    X.append(x)
X.sort()
print(sum(bisect_right(X, v + D) for v in X) - N * (N + 1) // 2)
