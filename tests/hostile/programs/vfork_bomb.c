// expect: run Exited|Signalled|CpuLimit|WallLimit|MemoryLimit; sessions of their own, forking on
#include <unistd.h>
int main(void)
{
    for (;;) {
        if (fork() == 0)
            setsid();
    }
}
