# SPDX-License-Identifier: GPL-3.0-or-later
import os
import signal

if os.fork() == 0:
    os.setsid()
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        if os.fork() != 0:
            os._exit(0)
print(7)
