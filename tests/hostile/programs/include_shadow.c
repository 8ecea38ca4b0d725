// expect: compile fails; includes the passwords of the machine
#include "/etc/shadow"
int main(void)
{
    return 0;
}
