# Asks in every second for every ship.
ships = [tuple(map(int, input().split())) for _ in range(int(input()))]
most = 0
for second in range(1, max(b for a, b in ships) + 1):
    most = max(most, sum(a <= second <= b for a, b in ships))
print(most)
