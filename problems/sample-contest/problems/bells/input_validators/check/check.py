import re
import sys

text = sys.stdin.read()
if not re.fullmatch(r"(0|[1-9][0-9]*)( (0|[1-9][0-9]*)){5}\n", text):
    sys.exit("expected six integers on one line")
n, d, s, a, c, m = map(int, text.split())
if not (1 <= n <= 200000 and 1 <= m <= 10**9 and max(d, s, a, c) < m):
    sys.exit("out of range")
sys.exit(42)
