// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#if __has_include("/tmp/canary.h")
#include "/tmp/canary.h"
#endif
#if __has_include("/tmp/canary")
#include "/tmp/canary"
#endif
#if __has_include("/var/tmp/canary")
#include "/var/tmp/canary"
#endif
#if __has_include("/dev/shm/canary")
#include "/dev/shm/canary"
#endif
#if __has_include("../canary")
#include "../canary"
#endif
#if __has_include("../../canary")
#include "../../canary"
#endif
#if __has_include("/root") || __has_include("/home") || __has_include("/etc/shadow") || __has_include("/sys/kernel")
#error there is more of the host than there should be
#endif
int main(void)
{
    puts("7");
    return 0;
}
