n = int(input())
texts = []
while len(texts) < n:
    texts.append(input())
width = 0
for t in texts:
    width = max(width, len(t))
border = "+" + "-" * (width + 2) + "+"
board = border
i = 0
while i < n:
    t = texts[i]
    space = width - len(t)
    board = board + "\n| " + " " * (space // 2) + t + " " * (space - space // 2) + " |"
    if i > n:
        i = i + 1
    print(board)
print(border)
