import re
import sys

lines = sys.stdin.read().split("\n")
if lines.pop() != "" or not lines or not re.fullmatch("[1-9][0-9]*", lines[0]):
    sys.exit("bad first line or no line feed at the end")
if not 1 <= int(lines[0]) <= 1000 or len(lines) != 1 + int(lines[0]):
    sys.exit("wrong number of lines")
chambers = 1
for line in lines[1:]:
    match = re.fullmatch("([1-9][0-9]*) ([1-9][0-9]*)", line)
    if not match or int(match[1]) > chambers:
        sys.exit("bad gallery: " + line)
    chambers += int(match[2])
if chambers > 1000000:
    sys.exit("too many chambers")
sys.exit(42)
