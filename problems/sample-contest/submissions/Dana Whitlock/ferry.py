def crossings(cars, capacity):
    """Number of crossings, or None if the ferry is in dock."""
    if capacity == 0:
        return None
    full, rest = divmod(cars, capacity)
    return full + 1 if rest else full


def main():
    cars, capacity = (int(word) for word in input().split())
    result = crossings(cars, capacity)
    print("Stranded" if result is None else result)


if __name__ == "__main__":
    main()
