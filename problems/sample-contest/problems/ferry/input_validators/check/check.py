import re
import sys

text = sys.stdin.read()
number = r"(0|[1-9][0-9]*)"
match = re.fullmatch(f"{number} {number}\n", text)
if not match:
    sys.exit("expected two integers on one line")
cars, room = map(int, match.groups())
if not (1 <= cars <= 10**18 and 0 <= room <= 10**18):
    sys.exit("out of range")
sys.exit(42)
