from sys import stdin
from bisect import bisect_right

# Only the ends of galleries and the places where galleries start matter.
K, *data = map(int, stdin.read().split())
starts, lengths = data[::2], data[1::2]
# gallery g has chambers lo[g] .. hi[g]
lo, hi, n = [1], [1], 1
for l in lengths:
    lo.append(n + 1)
    n += l
    hi.append(n)
hang = [[] for _ in range(K + 1)]  # (offset in the gallery, height above it)
best = 0
for g in range(K, -1, -1):
    size = hi[g] - lo[g]
    deep, at = 0, size
    for off, h in sorted(hang[g], reverse=True):
        deep += at - off
        at = off
        best = max(best, deep + h)
        deep = max(deep, h)
    deep += at
    best = max(best, deep)
    if g:
        o = bisect_right(lo, starts[g - 1]) - 1
        deep += 1
        hang[o].append((starts[g - 1] - lo[o], deep))
print(best)
