line = input().split()
cars = int(line[0])
size = int(line[1])
if size == 0:
    print("stranded")
else:
    times = cars // size
    left = cars - times * size
    if left > 0:
        times = times + 1
    print(times)
