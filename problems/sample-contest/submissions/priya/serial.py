from sys import stdin

S = stdin.readline().strip()
cnt = [1] + [0] * 6
r, p = 0, 1
for ch in map(int, S[::-1]):
    r = (r + ch * p) % 7
    p = p * 3 % 7
    cnt[r] += 1
print(sum(k * (k - 1) // 2 for k in cnt))
