# math.sqrt() raises an exception where C prints nan.
import math

for _ in range(int(input())):
    s, x, y = map(int, input().split())
    print(math.sqrt(s * s - x * x - y * y))
