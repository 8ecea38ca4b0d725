// expect: compile fails; includes random bytes
#include "/dev/urandom"
