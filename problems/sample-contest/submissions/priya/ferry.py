from sys import stdin

N, C = map(int, stdin.read().split())
print(-(-N // C) if C else "stranded")
