// SPDX-License-Identifier: GPL-3.0-or-later
// assize-unpack: unpacks a contestant's archive inside a box. The engine starts it with the archive as
// standard input and believes nothing of what it writes (files/hand_in_content.h); it is of no use to people.
//   assize-unpack hand-in         one hand-in, whole or refused
//   assize-unpack all FIRST       an archive of all hand-ins, a part of it from member FIRST on
// Exit status: 0 it is unpacked or refused; 2 wrong usage; 3 what was unpacked cannot be written.
#include "files/unpack_to_memory.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <unistd.h>

namespace {

bool writeAll(std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view what = argc > 1 ? argv[1] : "";
    const std::string_view number = argc > 2 ? argv[2] : "";
    assize::files::HandInLimits limits;
    std::uint64_t first = 0;
    if (what == "all" && argc == 3 &&
        std::from_chars(number.data(), number.data() + number.size(), first).ec == std::errc()) {
        limits = assize::files::limitsOfAll();
    } else if (what != "hand-in" || argc != 2) {
        std::fputs(
            "usage: assize-unpack hand-in | all FIRST (started by assize, with the archive as standard "
            "input)\n",
            stderr);
        return 2;
    }
    assize::files::InMemory read = assize::files::unpackToMemory(STDIN_FILENO, first, limits);
    bool written = writeAll(assize::files::encodeContent(read.content));
    for (std::string& content : read.contents) {
        written = written && writeAll(content);
        content = {};
    }
    return written ? 0 : 3;
}
