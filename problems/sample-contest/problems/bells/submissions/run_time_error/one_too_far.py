# Runs past the end of the list.
n, d, x, a, c, m = map(int, input().split())
pitch = []
for _ in range(n):
    pitch.append(x)
    x = (a * x + c) % m
pitch.sort()
high = pairs = 0
for low in range(n):
    while pitch[high] - pitch[low] <= d:
        high += 1
    pairs += high - low - 1
print(pairs)
