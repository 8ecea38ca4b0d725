// expect: compile fails; an executable of four gigabytes
int array[1 << 30] = {1};
int main(void)
{
    return array[5];
}
