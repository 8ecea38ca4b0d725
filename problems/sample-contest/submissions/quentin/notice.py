n = int(input())
lines = []
for i in range(n):
    lines.append(input())
w = 0
for l in lines:
    if len(l) > w:
        w = len(l)
print("+" + "-" * w + "+")
for l in lines:
    print("|" + l + " " * (w - len(l)) + "|")
print("+" + "-" * w + "+")
