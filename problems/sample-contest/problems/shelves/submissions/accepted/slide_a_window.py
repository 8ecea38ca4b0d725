# Starts with the m thinnest volumes and pushes them up until they fill the shelf.
n, t = map(int, input().split())
m = 0
while (m + 1) * (m + 2) // 2 <= t:
    m += 1
gap = t - m * (m + 1) // 2
chosen = list(range(1, m + 1))
if m:
    each, rest = divmod(gap, m)
    chosen = [v + each + (1 if v > m - rest else 0) for v in chosen]
print(m, *chosen, sep="\n")
