import math
import time

n = int(input())
for i in range(n):
    s, x, y = input().split()
    h = int(s) ** 2 - int(x) ** 2 - int(y) ** 2
    if h < 0:
        h = 0
    print(math.sqrt(h), flush=True)
    time.sleep(0.01)  # otherwise it scrolls past too fast
