# str.center() puts the odd blank now on the left, now on the right.
import sys

lines = sys.stdin.read().splitlines()[1:]
width = max(map(len, lines))
print("+" + "-" * (width + 2) + "+")
for line in lines:
    print("|", line.center(width), "|")
print("+" + "-" * (width + 2) + "+")
