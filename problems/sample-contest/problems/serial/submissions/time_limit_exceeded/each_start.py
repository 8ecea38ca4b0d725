s = [int(c) for c in input()]
count = 0
for i in range(len(s)):
    r = 0
    for d in s[i:]:
        r = (10 * r + d) % 7
        count += r == 0
print(count)
