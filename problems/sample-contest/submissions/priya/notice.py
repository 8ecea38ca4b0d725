from sys import stdin

_, *L = stdin.read().splitlines()
W = max(map(len, L))
bar = f"+{'-' * (W + 2)}+"
print(bar, *(f"|{t:{W + 1 - (W - len(t)) // 2}}|".replace("|", "| " + " " * ((W - len(t)) // 2), 1) for t in L), bar, sep="\n")
