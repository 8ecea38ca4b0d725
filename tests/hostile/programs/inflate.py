# SPDX-License-Identifier: GPL-3.0-or-later
import zlib

packer = zlib.compressobj(9, zlib.DEFLATED, -15)
block = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
print(len(zlib.decompressobj(-15).decompress(block * 1000)))
