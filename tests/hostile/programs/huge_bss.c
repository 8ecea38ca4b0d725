// expect: run Signalled|MemoryLimit; touches each page of eight gigabytes
static volatile char array[8UL << 30];
int main(void)
{
    for (unsigned long i = 0; i < sizeof array; i += 4096)
        array[i] = 1;
    return 0;
}
