// SPDX-License-Identifier: GPL-3.0-or-later
// "Add two numbers" for the benchmarks of whole tests, and what it costs to simply start it.
#pragma once

#include "base/unique_fd.h"

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace assize::bench {

inline constexpr const char* kSumSource = "#include <stdio.h>\n"
                                          "int main(void) { long a, b; if (scanf(\"%ld %ld\", &a, &b) == 2)"
                                          " printf(\"%ld\\n\", a + b); return 0; }\n";

inline double micros(std::chrono::steady_clock::duration time)
{
    return std::chrono::duration<double, std::micro>(time).count();
}

inline bool compileSum(const std::filesystem::path& source, const std::filesystem::path& program)
{
    const std::string command = "gcc -O2 -static -o " + program.native() + " " + source.native();
    return std::system(command.c_str()) == 0; // NOLINT(cert-env33-c): our own words only
}

/// Microseconds for one bare vfork+exec+wait of `program` on each of the inputs, with its output to
/// /dev/null; negative when it failed.
inline double bareSpawns(const std::filesystem::path& program,
                         const std::vector<std::filesystem::path>& inputs)
{
    const unique_fd null(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    const auto begin = std::chrono::steady_clock::now();
    for (const std::filesystem::path& name : inputs) {
        const unique_fd input(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
        const pid_t child = ::vfork();
        if (child == 0) {
            ::dup2(input.get(), 0);
            ::dup2(null.get(), 1);
            ::execl(program.c_str(), program.c_str(), nullptr);
            ::_exit(127);
        }
        int status = 0;
        if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0)
            return -1;
    }
    return micros(std::chrono::steady_clock::now() - begin) / static_cast<double>(inputs.size());
}

} // namespace assize::bench
