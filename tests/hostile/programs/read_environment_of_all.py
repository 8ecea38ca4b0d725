# expect: run Exited; looks for what others left in /proc
import os
for entry in os.listdir("/proc"):
    if entry.isdigit() and int(entry) != os.getpid():
        raise SystemExit("another process: " + entry)
for path in ("/root", "/home", "/etc/shadow", "/proc/1/environ", "/proc/1/root"):
    try:
        os.listdir(path) if os.path.isdir(path) else open(path).read()
    except OSError:
        continue
    raise SystemExit("readable: " + path)
