n = int(input())
board = [input() for each in range(n)]
size = max([len(each) for each in board])
top = "+" + (size + 2) * "-" + "+"
print(top)
for each in board:
    spare = size - len(each)
    half = int(spare / 2)
    print("| " + half * " " + each + (spare - half) * " " + " |")
print(top)
