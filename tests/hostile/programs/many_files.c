// expect: run Exited; as many files as there may be
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    char name[50];
    for (int i = 0; i < 1000000; ++i) {
        snprintf(name, sizeof name, "/tmp/%d", i);
        const int fd = open(name, O_CREAT | O_WRONLY, 0);
        if (fd < 0)
            break;
        close(fd);
    }
    return 0;
}
