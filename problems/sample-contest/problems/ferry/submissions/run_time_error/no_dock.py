n, c = map(int, input().split())
print(-(-n // c))
