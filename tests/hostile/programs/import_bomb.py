# SPDX-License-Identifier: GPL-3.0-or-later
import importlib.util
import sys

sys.setrecursionlimit(1 << 30)
spec = importlib.util.spec_from_file_location("again" + __name__, __file__)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(7)
