// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand_help.h"

#include "by_hand_options.h"

#include <string>

namespace assize::box {

namespace {

constexpr std::string_view kHead =
    R"(assize-box --run [OPTIONS] -- PROGRAM [ARGUMENTS...]

Runs one program in a sandbox, as `assize` runs the programs of contestants, and prints how it ended as JSON.

PROGRAM is one of
  a name without a slash    found in the PATH of the sandbox: /usr/local/bin:/usr/bin:/bin
  a path of this machine    Below /usr, /bin, /sbin or /lib* it is started there: the sandbox shows these
                            folders, read-only. Any other file is copied first, so that nobody can change
                            it, and the copy is started; a script (#!) is copied into the work folder.
  /work/NAME                a file that --file NAME=... has placed into the work folder

The program sees /usr, /bin, /lib*, little of /etc, its own /proc, and an empty /tmp and /work, its current
folder; no other file of this machine, no other process, no network. Its standard input is empty unless
--input says otherwise. Ctrl-C ends it and all that it has started.

Options (sizes are whole numbers of MiB, or with b, k, m or g behind them):
)";

constexpr std::string_view kTail = R"(
The JSON (schema assize.run/1):
  status             exited          it ended by itself; exit_code says how
                     signalled       a signal ended it; signal and signal_name say which
                     cpu-limit, wall-limit, memory-limit, output-limit
                                     it met that limit; signal is the one that ended it, or null
                     violation       the system call filter killed it (SIGSYS) for what no program needs
                     sandbox-failed  the sandbox is at fault; failure says what failed
  cpu_time_s, wall_time_s, memory_kib
                     what it used: user + system time, time on the clock, the peak of its memory
  output_bytes       how much it wrote to standard output, up to the limit
  standard_output    what it wrote, as text; null with --stdout
  standard_output_cut
                     true: it wrote more than the 1 MiB that is shown
  standard_error     what was kept of that, as text; null with --stderr
  standard_error_cut true: it wrote more than was kept
  ..._base64         beside each text that is not valid UTF-8, where that has U+FFFD: the exact bytes
  collected          the files brought back by --collect: name, size, executable, path
  limits             the limits as they were applied
  isolation          root or userns; namespaces, seccomp, pidfd; uid (a user of its own); strict; cgroup1 or
                     cgroup2 where control groups count memory and time. Or none
  warnings           what is weaker than it could be, why, and what would make it better
  failure            null, or which step failed and why

Exit status:
  0  the program was run and the JSON written, however the program ended
  1  the sandbox failed
  2  wrong usage, or a file that cannot be read or written
  3  programs cannot be isolated here; the message names what failed and what would allow it
  130, 143  ended by Ctrl-C or SIGTERM

Example: a program with its input, at most 1 s and 64 MiB, and one process:
  assize-box --run --cpu-time 1 --memory 64 --processes 1 --input 1.in -- ./solution
)";

/// An option with its text below it, indented.
void append(std::string& help, const OptionText& option)
{
    help += "  --" + std::string(option.name);
    if (!option.value.empty())
        help += " " + std::string(option.value);
    help += "\n      ";
    for (const char c : option.text) {
        help += c;
        if (c == '\n')
            help += "      ";
    }
    if (!option.initial.empty())
        help += "\n      Default: " + std::string(option.initial) + ".";
    help += '\n';
}

} // namespace

std::string byHandHelp()
{
    std::string help(kHead);
    for (const OptionText& option : kOptionTexts)
        append(help, option);
    help += kTail;
    return help;
}

} // namespace assize::box
