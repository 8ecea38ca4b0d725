# Any notation of a number will do.
import math

for _ in range(int(input())):
    s, x, y = map(int, input().split())
    print("%.12e" % math.sqrt(max(0, s * s - x * x - y * y)))
