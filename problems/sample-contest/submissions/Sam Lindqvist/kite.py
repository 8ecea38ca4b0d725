import math

for k in range(int(input())):
    s, x, y = map(int, input().split())
    d = math.dist((0, 0), (x, y))
    if d >= s:
        print(0.0)
    else:
        print(math.sqrt(s * s - x * x - y * y))
