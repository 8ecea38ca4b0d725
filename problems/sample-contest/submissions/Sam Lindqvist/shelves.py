n, t = map(int, input().split())
books = list(range(1, n + 1))
shelf = set()
while t > 0:
    b = books.pop()
    if b <= t:
        shelf.add(b)
        t -= b
print(len(shelf), *shelf)
