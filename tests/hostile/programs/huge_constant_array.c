// expect: compile fails; a terabyte of zeros that must lie in the executable
__attribute__((section(".data"))) char array[1L << 40];
int main(void)
{
    return array[5];
}
