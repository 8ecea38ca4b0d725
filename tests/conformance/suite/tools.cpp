// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;

namespace {

struct Tool
{
    const char* name;
    const char* program;
    const char* script; ///< prints 42
};

constexpr Tool kTools[] = {
    {"g++", "g++",
     "echo '#include <iostream>\nint main(){std::cout<<42<<std::endl;}' > a.cpp && g++ a.cpp -o a && ./a"},
    {"python3", "python3",
     "echo 'import sys; print(42)' > a.py && python3 -m py_compile a.py && python3 a.py"},
    {"java", "javac",
     "echo 'class A { public static void main(String[] a) { System.out.println(42); } }' > A.java && "
     "javac A.java && java A"},
    {"rust", "rustc", "echo 'fn main(){println!(\"42\");}' > a.rs && rustc a.rs && ./a"},
    {"go", "go", "printf 'package main\\nfunc main(){println(42)}' > a.go && go build a.go && ./a 2>&1"},
    {"node", "node", "echo 'console.log(42)' > a.js && node a.js"},
    {"mono", "mcs",
     "echo 'class A{static void Main(){System.Console.WriteLine(42);}}' > a.cs && mcs a.cs && mono a.exe"},
};

bool isInstalled(const char* program)
{
    return ::access(("/usr/bin/" + std::string(program)).c_str(), X_OK) == 0;
}

/// A script of the shell that compiles, with what compilers are given.
RunRequest compilation(const char* script)
{
    RunRequest request = Bench::command({"sh", "-c", script});
    request.limits.cpuTime = 60s;
    request.limits.wallTime = 120s;
    request.limits.fileSpace = 512 * kMegabyte;
    return request;
}

void tryTool(const Tool& tool, Bench& bench, Findings& findings)
{
    if (!isInstalled(tool.program)) {
        std::printf("skipped: %s is not installed\n", tool.program);
        return;
    }
    const RunResult result = bench.expectExit(findings, compilation(tool.script));
    findings.expect(contentOf(result.standardOutput) == "42\n", "it prints 42", describe(result));
}

/// Runtimes within the limits of a contest, after they were compiled with those of a compiler.
struct Runtime
{
    const char* name;
    const char* program;
    const char* prepare;
    std::vector<std::string> command;
    std::uint64_t memory;
};

const Runtime kRuntimes[] = {
    {"the JVM",
     "javac",
     "echo 'class A { public static void main(String[] a) { System.out.println(42); } }' > A.java && javac "
     "A.java",
     {"java", "-Xss64m", "-Xmx128m", "-XX:+UseSerialGC", "A"},
     256},
    {"Node", "node", "echo 'console.log(42)' > a.js", {"node", "a.js"}, 256},
    {"Go",
     "go",
     R"(printf 'package main\nfunc main(){print(42, "\\n")}' > a.go && go build a.go)",
     {"sh", "-c", "./a 2>&1"},
     64},
    {"Mono",
     "mcs",
     "echo 'class A{static void Main(){System.Console.WriteLine(42);}}' > a.cs && mcs a.cs",
     {"mono", "a.exe"},
     256},
    {"Python", "python3", "echo 'print(42)' > a.py", {"python3", "a.py"}, 64},
};

void tryRuntime(const Runtime& runtime, Bench& bench, Findings& findings)
{
    if (!isInstalled(runtime.program)) {
        std::printf("skipped: %s is not installed\n", runtime.program);
        return;
    }
    RunRequest prepare = compilation(runtime.prepare);
    prepare.keepWorkFolder = true;
    bench.expectExit(findings, prepare);
    RunRequest request = Bench::command(runtime.command);
    request.limits = Limits().memory(runtime.memory * kMegabyte).processes(64);
    const RunResult result = bench.expectExit(findings, request);
    findings.expect(contentOf(result.standardOutput) == "42\n", "it prints 42", describe(result));
}

/// Large files of the system, which are not in the cache any more. At most 50.
std::vector<std::string> uncachedFiles(std::uint64_t& bytes)
{
    std::vector<std::string> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/x86_64-linux-gnu", error)) {
        const unique_fd fd(::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        struct stat info
        {
        };
        if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < (1 << 20))
            continue;
        (void)::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
        files.push_back(entry.path());
        bytes += static_cast<std::uint64_t>(info.st_size);
        if (files.size() == 50)
            break;
    }
    return files;
}

void cacheIsNotMemory(Bench& bench, Findings& findings)
{
    std::uint64_t bytes = 0;
    std::vector<std::string> arguments = uncachedFiles(bytes);
    if (bytes < 64 * kMegabyte) {
        std::printf("skipped: this system has no files large enough\n");
        return;
    }
    arguments.insert(arguments.begin(), "read-files");
    for (const std::uint64_t limit : {256U, 32U}) {
        const RunResult result =
            bench.expectExit(findings, bench.subject(arguments, Limits().memory(limit * kMegabyte)));
        findings.expect(result.memory < 4 * kMegabyte,
                        std::to_string(bytes >> 20) + " MB of files that were read are not its memory",
                        describe(result));
        std::uint64_t ignored = 0;
        (void)uncachedFiles(ignored);
    }
}

} // namespace

void addTools(Rows& rows)
{
    for (const Tool& tool : kTools)
        rows.push_back({std::string("tool ") + tool.name, Tools | Compilers,
                        [tool](Bench& bench, Findings& findings) { tryTool(tool, bench, findings); }});
    for (const Runtime& runtime : kRuntimes)
        rows.push_back(
            {std::string("within a contest's limits: ") + runtime.name, Tools | Compilers,
             [&runtime](Bench& bench, Findings& findings) { tryRuntime(runtime, bench, findings); }});
    rows.push_back({"the cache of files is not memory", Tools, cacheIsNotMemory});
}

} // namespace assize::conformance
