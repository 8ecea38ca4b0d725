# Two places after the point are not enough.
import math

for _ in range(int(input())):
    s, x, y = map(int, input().split())
    print(f"{math.sqrt(max(0, s * s - x * x - y * y)):.2f}")
