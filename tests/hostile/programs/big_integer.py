# expect: run CpuLimit|MemoryLimit; a number that does not fit anywhere
print(9 ** 9 ** 9 ** 9 > 1)
