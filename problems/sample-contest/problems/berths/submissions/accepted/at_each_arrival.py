# The harbour is fullest when some ship has just arrived.
from bisect import bisect_left, bisect_right

n = int(input())
ships = [tuple(map(int, input().split())) for _ in range(n)]
arrivals = sorted(a for a, b in ships)
departures = sorted(b for a, b in ships)
print(max(bisect_right(arrivals, a) - bisect_left(departures, a) for a in arrivals))
