from itertools import accumulate, cycle

serial = input()[::-1]
# Remainder of each suffix: the powers of ten repeat after six digits.
powers = cycle((1, 3, 2, 6, 4, 5))
seen = [0] * 7
for total in accumulate(map(lambda d, p: d * p, map(int, serial), powers), initial=0):
    seen[total % 7] += 1
print(sum(k * (k - 1) // 2 for k in seen))
