from sys import stdin

rows = stdin.readlines()[1:]
for row in rows:
    s, x, y = map(float, row.split())
    print(max(0.0, s * s - x * x - y * y) ** 0.5)
