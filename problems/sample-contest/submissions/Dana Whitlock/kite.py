from math import sqrt


def main():
    kites = int(input())
    for _ in range(kites):
        string, east, north = (int(word) for word in input().split())
        squared = string ** 2 - east ** 2 - north ** 2
        if squared < 0:
            print(0)
        else:
            print(sqrt(squared))


if __name__ == "__main__":
    main()
