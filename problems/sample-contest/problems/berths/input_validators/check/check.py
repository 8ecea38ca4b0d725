import re
import sys

lines = sys.stdin.read().split("\n")
if lines.pop() != "" or not lines or not re.fullmatch("[1-9][0-9]*", lines[0]):
    sys.exit("bad first line or no line feed at the end")
if not 1 <= int(lines[0]) <= 2000 or len(lines) != 1 + int(lines[0]):
    sys.exit("wrong number of lines")
for line in lines[1:]:
    match = re.fullmatch("([1-9][0-9]*) ([1-9][0-9]*)", line)
    if not match or not 1 <= int(match[1]) <= int(match[2]) <= 10**8:
        sys.exit("bad ship: " + line)
sys.exit(42)
