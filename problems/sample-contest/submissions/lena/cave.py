from sys import stdin

rows = stdin.readlines()
below = [[], []]
for row in rows[1:]:
    a, l = map(int, row.split())
    for _ in range(l):
        below[a].append(len(below))
        a = len(below)
        below.append([])

best = 0

def walk(c):
    global best
    one = two = 0
    for d in below[c]:
        h = walk(d) + 1
        if h > one:
            one, two = h, one
        elif h > two:
            two = h
    best = max(best, one + two)
    return one

walk(1)
print(best)
