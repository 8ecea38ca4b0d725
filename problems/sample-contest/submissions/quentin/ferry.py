n, c = input().split()
n = int(n)
c = int(c)
trips = n // c
if trips * c < n:
    trips += 1
if trips == 0:
    print("stranded")
else:
    print(trips)
