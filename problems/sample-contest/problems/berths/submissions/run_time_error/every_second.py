# Collects each second in which each ship is there.
from collections import Counter

seconds = []
for _ in range(int(input())):
    a, b = map(int, input().split())
    seconds.extend(range(a, b + 1))
print(max(Counter(seconds).values()))
