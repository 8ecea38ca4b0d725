// expect: run WallLimit; stops its parent and everybody, then itself
#include <signal.h>
#include <unistd.h>
int main(void)
{
    kill(getppid(), SIGSTOP);
    kill(-1, SIGSTOP);
    raise(SIGSTOP);
    pause();
    return 0;
}
