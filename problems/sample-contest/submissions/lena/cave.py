from sys import stdin

# galleries as (first chamber, last chamber, where it starts)
rows = [tuple(map(int, row.split())) for row in stdin.readlines()[1:]]
galleries = []
n = 1
for a, l in rows:
    galleries.append((n + 1, n + l, a))
    n += l

below = {}
for first, last, a in galleries:
    below.setdefault(a, []).append(first)
lasts = {last for first, last, a in galleries} | {1}

best = 0

def walk(c):
    global best
    one = two = 0
    for d in below.get(c, []) + ([] if c in lasts else [c + 1]):
        h = walk(d) + 1
        if h > one:
            one, two = h, one
        elif h > two:
            two = h
    best = max(best, one + two)
    return one

walk(1)
print(best)
