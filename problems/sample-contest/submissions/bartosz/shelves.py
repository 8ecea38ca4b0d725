# zachlannie, bez plecaka
n, t = map(int, input().split())
w = []
while n and t:
    if n <= t:
        w.append(n)
        t -= n
    n -= 1
print(len(w))
print(" ".join(map(str, w)))
