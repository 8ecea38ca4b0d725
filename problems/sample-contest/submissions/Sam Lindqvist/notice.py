num = int(input())
text = []
for i in range(num):
    text.append(input())
longest = max(text, key=len)
width = len(longest)


def line():
    print("+", "-" * (width + 2), "+", sep="")


line()
for t in text:
    missing = width - len(t)
    before = missing // 2
    after = missing - before
    print("|", " " * (before + 1), t, " " * (after + 1), "|", sep="")
line()
