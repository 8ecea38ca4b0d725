// expect: run CpuLimit|WallLimit; ignores each signal, also by a handler that returns
#include <signal.h>
static void nothing(int number)
{
    (void)number;
}
int main(void)
{
    for (int number = 1; number < 65; ++number)
        signal(number, nothing);
    for (;;) {
    }
}
