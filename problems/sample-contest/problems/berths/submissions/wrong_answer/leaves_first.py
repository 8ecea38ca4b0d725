# Lets a ship arrive at a berth in the very second in which another one leaves it.
events = []
for _ in range(int(input())):
    a, b = map(int, input().split())
    events += [(a, 1), (b, -1)]
events.sort()
most = now = 0
for _, change in events:
    now += change
    most = max(most, now)
print(most)
