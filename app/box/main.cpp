// SPDX-License-Identifier: GPL-3.0-or-later
// assize-box: the helper that makes boxes and is a box. Started by Assize, and by people who want just the
// sandbox.
#include "base/version.h"
#include "by_hand.h"
#include "by_hand_options.h"
#include "spawner.h"

#include <cstdio>
#include <cstring>
#include <string_view>
#include <unistd.h>

namespace {

/// The program that the engine runs in a new sandbox to see whether a program really runs there.
int probe()
{
    constexpr std::string_view kAnswer = "assize-box probe\n";
    return ::write(1, kAnswer.data(), kAnswer.size()) == static_cast<ssize_t>(kAnswer.size()) ? 0 : 1;
}

} // namespace

int main(int count, char** arguments)
{
    if (count >= 2 && std::string_view(arguments[1]) == "--run")
        return assize::box::runByHand({arguments + 2, static_cast<std::size_t>(count) - 2});
    const std::string_view option = count == 2 ? arguments[1] : "";
    if (option == "--spawner")
        return assize::box::runSpawner(STDIN_FILENO);
    if (option == "--probe")
        return probe();
    if (option == "--version") {
        std::printf("assize-box %s\n", assize::kVersion);
        return 0;
    }
    const bool helpWanted = option == "--help";
    std::fputs(
        "assize-box is the sandbox of assize and assize-desktop, which start it; see `assize doctor`.\n"
        "  --run [OPTIONS] -- PROGRAM [ARGUMENTS...]\n"
        "              run one program in the sandbox and print how it ended as JSON\n"
        "  --help      explain all that, each limit and the result\n"
        "  --version   print the version\n"
        "  --spawner   serve on the socket that is standard input\n"
        "  --probe     say that this program runs\n",
        helpWanted ? stdout : stderr);
    if (helpWanted)
        std::fputs(("\n" + assize::box::byHandHelp()).c_str(), stdout);
    return helpWanted ? 0 : 2;
}
