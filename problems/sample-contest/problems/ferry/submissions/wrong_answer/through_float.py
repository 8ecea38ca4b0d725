# The quotient of two ints is a float and has 53 bits only.
import math

n, c = map(int, input().split())
print("stranded" if c == 0 else math.ceil(n / c))
