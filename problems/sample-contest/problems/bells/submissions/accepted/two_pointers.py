n, d, x, a, c, m = map(int, input().split())
pitch = []
for _ in range(n):
    pitch.append(x)
    x = (a * x + c) % m
pitch.sort()
low = pairs = 0
for high in range(n):
    reach = pitch[high] - d
    while pitch[low] < reach:
        low += 1
    pairs += high - low
print(pairs)
