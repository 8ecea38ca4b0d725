def pitches(count, first, a, c, m):
    x = first
    for _ in range(count):
        yield x
        x = (a * x + c) % m


def main():
    n, d, s, a, c, m = (int(word) for word in input().split())
    xs = list(pitches(n, s, a, c, m))
    awful = 0
    for i in range(n):
        for j in range(i + 1, n):
            if abs(xs[i] - xs[j]) <= d:
                awful += 1
    print(awful)


if __name__ == "__main__":
    main()
