// expect: run Signalled; a frame larger than any stack
int main(void)
{
    volatile char frame[1L << 32];
    frame[0] = 1;
    return frame[0] - 1;
}
