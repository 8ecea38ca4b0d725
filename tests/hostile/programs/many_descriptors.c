// expect: run Exited; pipes, each filled
#include <fcntl.h>
#include <unistd.h>
int main(void)
{
    static char block[1 << 16];
    for (;;) {
        int ends[2];
        if (pipe2(ends, O_NONBLOCK) != 0)
            return 0;
        while (write(ends[1], block, sizeof block) > 0) {
        }
    }
}
