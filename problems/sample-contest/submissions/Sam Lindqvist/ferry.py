import math

n, c = map(int, input().split())
if c == 0:
    print("stranded")
else:
    print(math.ceil(n / c))
