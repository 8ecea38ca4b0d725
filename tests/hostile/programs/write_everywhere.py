# SPDX-License-Identifier: GPL-3.0-or-later
import os

for top, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if top.count("/") < 3 and
                  os.path.join(top, name) not in ("/proc", "/work", "/tmp", "/dev/shm")]
    for attempt in (lambda path: os.mkdir(path), lambda path: os.symlink("/", path), lambda path: open(path, "w")):
        try:
            attempt(os.path.join(top, "assize-was-here"))
        except OSError:
            continue
        raise SystemExit(top + " can be written to")
print(7)
