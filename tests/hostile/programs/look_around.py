# SPDX-License-Identifier: GPL-3.0-or-later
import os

known = ("/usr", "/bin", "/sbin", "/lib", "/proc", "/etc", "/dev")
for folder in ("/", "..", "../..", "/proc/self/cwd/..", "/proc/self/root"):
    for name in os.listdir(folder):
        if name not in ("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc", "dev", "proc", "tmp", "work", "var"):
            raise SystemExit("there is " + name + " in " + folder)
for top, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(top, name) not in ("/usr", "/proc")]
    for name in files:
        path = os.path.join(top, name)
        if "canary" in path or "secret" in path or name in ("shadow", "gshadow", "sudoers"):
            raise SystemExit("there is " + path)
for entry in os.listdir("/proc"):
    if entry.isdigit() and int(entry) != os.getpid():
        raise SystemExit("there is process " + entry)
for name in os.environ:
    if name not in ("PATH", "HOME", "LANG", "PYTHONHASHSEED", "LC_CTYPE"):
        raise SystemExit("there is a variable " + name)
print(7)
