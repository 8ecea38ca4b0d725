import sys

text = sys.stdin.buffer.read()
lines = text.split(b"\n")
if lines.pop() != b"":
    sys.exit("the last line does not end with a line feed")
if not lines or not lines[0].isdigit() or str(int(lines[0])).encode() != lines[0]:
    sys.exit("the first line is not a number")
if not 1 <= int(lines[0]) <= 10 or len(lines) != 1 + int(lines[0]):
    sys.exit("wrong number of lines")
for line in lines[1:]:
    if not 1 <= len(line) <= 40 or line != line.strip(b" ") or not all(32 <= c <= 126 for c in line):
        sys.exit("bad line in the notice")
sys.exit(42)
