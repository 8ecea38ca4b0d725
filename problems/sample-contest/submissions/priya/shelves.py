from sys import stdin

N, T = map(int, stdin.read().split())
# leave out what is too much
over = N * (N + 1) // 2 - T
keep = []
for v in range(N, 0, -1):
    if v <= over:
        over -= v
    else:
        keep.append(v)
print(len(keep))
print(*keep[::-1])
