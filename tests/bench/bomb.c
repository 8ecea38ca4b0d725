/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes processes without end. They end by themselves half a minute after the first began: where nothing isolates them
 * and the benchmark that started them was killed, nobody else would end them. */
#include <time.h>
#include <unistd.h>

int main(void)
{
    const time_t end = time(NULL) + 30;
    while (time(NULL) < end)
        fork();
    return 0;
}
