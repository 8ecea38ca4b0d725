// expect: run Exited|Signalled|CpuLimit|WallLimit|MemoryLimit; threads without end
#include <thread>
#include <unistd.h>
int main()
{
    for (;;)
        std::thread([] { ::pause(); }).detach();
}
