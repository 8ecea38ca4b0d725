n = int(input())
come, go = [], []
for each in range(n):
    a, b = input().split()
    come.append(int(a))
    go.append(int(b))
come.sort()
go.sort()
i = j = inside = best = 0
while i < n:
    if come[i] <= go[j]:
        inside += 1
        i += 1
        best = max(best, inside)
    else:
        inside -= 1
        j += 1
print(best)
