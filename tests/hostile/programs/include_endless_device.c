// expect: compile fails; includes a device that never ends
#include "/dev/zero"
