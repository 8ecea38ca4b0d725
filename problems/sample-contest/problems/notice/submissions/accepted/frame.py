import sys

lines = sys.stdin.read().split("\n")[1:-1]
width = max(len(line) for line in lines)
edge = "+" + "-" * (width + 2) + "+"
print(edge)
for line in lines:
    left = (width - len(line)) // 2
    print("| " + (" " * left + line).ljust(width) + " |")
print(edge)
