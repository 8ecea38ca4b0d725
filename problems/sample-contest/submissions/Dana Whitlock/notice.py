def frame(lines):
    width = max(len(line) for line in lines)
    border = "+-" + "-" * width + "-+"
    yield border
    for line in lines:
        blanks = width - len(line)
        left = blanks // 2
        yield "| " + " " * left + line + " " * (blanks - left) + " |"
    yield border


def main():
    count = int(input())
    lines = [input() for _ in range(count)]
    for row in frame(lines):
        print(row)


if __name__ == "__main__":
    main()
