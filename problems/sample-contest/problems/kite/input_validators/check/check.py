import re
import sys

text = sys.stdin.read()
lines = text.split("\n")
number = r"(0|-?[1-9][0-9]*)"
if lines.pop() != "" or not lines or not re.fullmatch(number, lines[0]):
    sys.exit("bad first line or no line feed at the end")
if not 1 <= int(lines[0]) <= 1000 or len(lines) != 1 + int(lines[0]):
    sys.exit("wrong number of lines")
for line in lines[1:]:
    match = re.fullmatch(f"{number} {number} {number}", line)
    if not match:
        sys.exit("expected three integers")
    s, x, y = map(int, match.groups())
    if not 1 <= s <= 2 * 10**6 or max(abs(x), abs(y)) > 10**6:
        sys.exit("out of range")
sys.exit(42)
