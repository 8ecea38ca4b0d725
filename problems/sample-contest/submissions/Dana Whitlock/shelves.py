def choose(volumes, width):
    chosen = []
    for volume in reversed(range(1, volumes + 1)):
        if volume <= width:
            chosen.append(volume)
            width -= volume
    return chosen


def main():
    volumes, width = (int(word) for word in input().split())
    chosen = choose(volumes, width)
    print(len(chosen))
    for volume in chosen:
        print(volume)


if __name__ == "__main__":
    main()
