// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
extern char** environ;
int main(void)
{
    for (int fd = 3; fd < 5000; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0) {
            char text[100] = {0};
            if (pread(fd, text, 99, 0) > 0)
                puts(text);
            printf("descriptor %d\n", fd);
            return 0;
        }
    }
    for (char** variable = environ; *variable; ++variable) {
        if (strncmp(*variable, "PATH=", 5) != 0 && strncmp(*variable, "HOME=", 5) != 0 &&
            strncmp(*variable, "LANG=", 5) != 0) {
            puts(*variable);
            return 0;
        }
    }
    for (int number = 1; number < 65; ++number) {
        struct sigaction action;
        if (sigaction(number, 0, &action) == 0 && action.sa_handler == SIG_IGN) {
            printf("signal %d is ignored\n", number);
            return 0;
        }
    }
    struct stat input;
    struct stat output;
    if (fstat(0, &input) == 0 && fstat(1, &output) == 0 && (input.st_nlink > 0 || output.st_nlink > 0))
        puts("its input or output has a name on the host");
    else
        puts("7");
    return 0;
}
