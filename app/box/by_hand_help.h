// SPDX-License-Identifier: GPL-3.0-or-later
// The options of `assize-box --run` as people read them.
#pragma once

#include <array>
#include <string_view>

namespace assize::box {

struct OptionText
{
    std::string_view name;    ///< without --
    std::string_view value;   ///< the word for its value in the help; empty: it has no value
    std::string_view initial; ///< the value without the option, as a user would write it; empty: see `text`
    std::string_view text;    ///< lines
};

inline constexpr std::array kOptionTexts = {
    OptionText{
        "cpu-time", "SECONDS", "10",
        "CPU time, user and system, of all processes and threads of the program together, also of those\n"
        "that nobody waits for. The program is killed (SIGKILL) within some milliseconds after that:\n"
        "status cpu-limit. Without control groups, the time of children whose parent ignores SIGCHLD is\n"
        "missing."},
    OptionText{
        "wall-time", "SECONDS", "",
        "Time on the clock, from the start of the program to its end; what catches a program that sleeps\n"
        "or waits. Then it is killed: status wall-limit. Default: 2 x the CPU time + 1 s."},
    OptionText{
        "memory", "MIB", "512",
        "The most memory that all processes may use together. With control groups (isolation has\n"
        "cgroup1 or cgroup2) the kernel counts it: pages that were touched, /tmp, shared memory, memory\n"
        "of the kernel for the program; not what is only reserved, not its standard output, not files\n"
        "that it reads (page cache); a program that needs more is killed. Without, the resident memory is\n"
        "looked at every 10 ms and at the end, the result is that of the largest process, and shared\n"
        "memory in /dev/shm is not counted. Either way the status is memory-limit. The stack may\n"
        "grow up to this limit, too; a program that overflows it ends by SIGSEGV: status signalled."},
    OptionText{
        "output", "MIB", "64",
        "The most that the program may write to its standard output, to the byte, and the largest size\n"
        "of any file it writes. At the limit SIGXFSZ ends it: status output-limit, and what was written\n"
        "up to the limit is kept."},
    OptionText{
        "error-output", "MIB", "64k",
        "How much of standard error is kept, at most 96k. More is read and dropped, which does not end\n"
        "the program; standard_error_cut is then true."},
    OptionText{
        "file-space", "MIB", "64",
        "The space for files in /work, /tmp and /dev/shm together. A program that needs more gets ENOSPC\n"
        "from its write(2), and goes on. These files count as memory, too."},
    OptionText{
        "processes", "N", "64",
        "The most processes and threads at one time. A program that wants more gets EAGAIN from fork(2)\n"
        "or clone(2), and goes on. 1 is the strictest and measured most exactly; Java, Node and Go\n"
        "need some dozens. Whatever is left when the program ends is killed."},
    OptionText{"input", "FILE", "",
               "The program's standard input; - takes what this command itself is given, up to its end.\n"
               "Default: empty. The program gets a copy that cannot be changed."},
    OptionText{
        "stdout", "FILE", "",
        "Writes the program's standard output to FILE after the run; - is standard output (then the JSON\n"
        "must go elsewhere, see --json). Default: the JSON has it, the first MiB of it."},
    OptionText{"stderr", "FILE", "",
               "Writes what was kept of standard error to FILE after the run. Default: the JSON has it."},
    OptionText{"json", "FILE", "", "Writes the JSON to FILE. Default: to standard output, which is also -."},
    OptionText{"file", "NAME=PATH", "",
               "Places a copy of the file PATH of this machine as NAME into the work folder, which is the\n"
               "program's current folder. NAME may have folders in it; without NAME= it is the last part of\n"
               "PATH. Executable there if it is so here. May be repeated."},
    OptionText{
        "collect", "PATTERN", "",
        "Brings the files of the work folder with this name back after the run, however it ended, also\n"
        "those that --file placed; * ? [] as in a shell. Regular files only, no folders; at most 200\n"
        "files and 256 MiB in all: status output-limit when there is more. May be repeated."},
    OptionText{"collect-to", "FOLDER", "",
               "Where to put what --collect brings; made if it is not there. Files of the same names are\n"
               "replaced."},
    OptionText{"env", "NAME=VALUE", "",
               "Sets a variable of the program's environment, which otherwise has only PATH, HOME and LANG.\n"
               "May be repeated."},
    OptionText{
        "strict", "", "",
        "Runs the program in process and IPC namespaces of its own, apart from those of the box. The boxes\n"
        "of `assize` serve one run after the other and gain by it; one that is made for one run does not."},
    OptionText{"no-cgroups", "", "",
               "Does without control groups, to see what a machine gives that has none."},
    OptionText{"user-namespace", "", "",
               "Isolates by a user namespace even when started by root, as for an ordinary user."},
    OptionText{
        "no-isolation", "", "",
        "No isolation at all: the program runs as you and may do what you may. Limits are still watched,\n"
        "as well as that goes. The JSON says \"isolation\": [\"none\"]."},
    OptionText{"help", "", "", "Prints this."},
};

} // namespace assize::box
