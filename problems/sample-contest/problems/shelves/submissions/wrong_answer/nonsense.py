# What a validator has to survive.
import sys

n, t = map(int, input().split())
if n % 2:
    print("9" * 100000)
elif t % 2:
    print("-1 nan inf 1e5 0x10")
else:
    sys.stdout.buffer.write(b"\x00\xff" * 5000)
