# Filling up from the thinnest volume leaves a gap most of the time.
n, t = map(int, input().split())
shelf = []
for v in range(1, n + 1):
    if v <= t:
        shelf.append(v)
        t -= v
print(len(shelf))
print(*shelf)
