// SPDX-License-Identifier: GPL-3.0-or-later
// The program that the conformance tests run in boxes: its first argument names what it does.
#pragma once

struct behaviour
{
    const char* name;
    int (*run)(int count, char** arguments); // gives the exit code
};

// Each ends with an entry whose name is null.
extern const struct behaviour timeBehaviours[];
extern const struct behaviour memoryBehaviours[];
extern const struct behaviour outputBehaviours[];
extern const struct behaviour processBehaviours[];
extern const struct behaviour containmentBehaviours[];
extern const struct behaviour kernelMemoryBehaviours[];
extern const struct behaviour growthBehaviours[];
extern const struct behaviour leftoverBehaviours[];
extern const struct behaviour resultBehaviours[];
extern const struct behaviour callBehaviours[];
extern const struct behaviour conversationBehaviours[];
extern const struct behaviour managerBehaviours[];

// Prints why a box is not tight and gives exit code 1.
int breach(const char* what);
