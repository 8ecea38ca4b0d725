def lucky_pieces(serial):
    """A piece is lucky if the suffixes at its two ends agree modulo 7."""
    seen = [0] * 7
    seen[0] = 1
    remainder, power, lucky = 0, 1, 0
    for digit in map(int, reversed(serial)):
        remainder = (remainder + digit * power) % 7
        power = power * 10 % 7
        lucky += seen[remainder]
        seen[remainder] += 1
    return lucky


def main():
    print(lucky_pieces(input()))


if __name__ == "__main__":
    main()
