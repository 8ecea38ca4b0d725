from sys import stdin
from heapq import heappush, heappop

rows = [tuple(map(int, row.split())) for row in stdin.readlines()[1:]]
rows.sort()
here = []
most = 0
for a, b in rows:
    while here and here[0] < a:
        heappop(here)
    heappush(here, b)
    most = max(most, len(here))
print(most)
