// expect: run Exited; attributes and odd modes on the folders themselves
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
int main(void)
{
    const char* folders[] = {"/work", "/tmp", "/dev/shm"};
    for (int i = 0; i < 3; ++i) {
        setxattr(folders[i], "user.note", "secret", 6, 0);
        chmod(folders[i], 0);
    }
    return 0;
}
