# expect: run CpuLimit|MemoryLimit; memory without end in small pieces
kept = []
while True:
    kept.append(bytearray(100000))
