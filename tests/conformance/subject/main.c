// SPDX-License-Identifier: GPL-3.0-or-later
#include "subject.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int breach(const char* what)
{
    printf("breach: %s\n", what);
    return 1;
}

int main(int count, char** arguments)
{
    const struct behaviour* tables[] = {timeBehaviours,    memoryBehaviours,      outputBehaviours,
                                        processBehaviours, containmentBehaviours, kernelMemoryBehaviours,
                                        growthBehaviours,  leftoverBehaviours,    resultBehaviours,
                                        callBehaviours,    conversationBehaviours, managerBehaviours};
    for (size_t i = 0; count > 1 && i < sizeof tables / sizeof *tables; ++i) {
        for (const struct behaviour* entry = tables[i]; entry->name; ++entry) {
            if (strcmp(entry->name, arguments[1]) == 0)
                return entry->run(count, arguments);
        }
    }
    printf("unknown behaviour\n");
    return 99;
}
