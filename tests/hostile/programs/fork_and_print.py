# expect: run OutputLimit; floods standard output and ignores that it may not
import sys
while True:
    try:
        sys.stdout.write("x" * 65536)
        sys.stdout.flush()
    except OSError:
        pass
