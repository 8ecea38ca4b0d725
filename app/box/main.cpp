// SPDX-License-Identifier: GPL-3.0-or-later
// assize-box: the helper that makes boxes and is one. Started by Assize; of use to people only with
// --version.
#include "base/version.h"
#include "spawner.h"

#include <cstdio>
#include <cstring>
#include <string_view>
#include <unistd.h>

namespace {

/// What the engine runs in a new sandbox to see whether a program really runs there.
int probe()
{
    constexpr std::string_view kAnswer = "assize-box probe\n";
    return ::write(1, kAnswer.data(), kAnswer.size()) == static_cast<ssize_t>(kAnswer.size()) ? 0 : 1;
}

} // namespace

int main(int count, char** arguments)
{
    const std::string_view option = count == 2 ? arguments[1] : "";
    if (option == "--spawner")
        return assize::box::runSpawner(STDIN_FILENO);
    if (option == "--probe")
        return probe();
    if (option == "--version") {
        std::printf("assize-box %s\n", assize::kVersion);
        return 0;
    }
    std::fputs("assize-box is started by assize and assize-desktop; see `assize doctor`.\n"
               "  --spawner   serve on the socket that is standard input\n"
               "  --probe     say that this program runs\n"
               "  --version   print the version\n",
               option == "--help" ? stdout : stderr);
    return option == "--help" ? 0 : 2;
}
