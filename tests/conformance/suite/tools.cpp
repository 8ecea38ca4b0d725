// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <cstdio>
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

void tryTool(const Tool& tool, Bench& bench, Findings& findings)
{
    if (::access(("/usr/bin/" + std::string(tool.program)).c_str(), X_OK) != 0) {
        std::printf("skipped: %s is not installed\n", tool.program);
        return;
    }
    RunRequest request = Bench::command({"sh", "-c", tool.script});
    request.limits.cpuTime = 60s;
    request.limits.wallTime = 120s;
    request.limits.fileSpace = 512 * kMegabyte;
    const RunResult result = bench.expectExit(findings, request);
    findings.expect(contentOf(result.standardOutput) == "42\n", "it prints 42", describe(result));
}

} // namespace

void addTools(Rows& rows)
{
    for (const Tool& tool : kTools)
        rows.push_back({std::string("tool ") + tool.name, Tools | Compilers,
                        [tool](Bench& bench, Findings& findings) { tryTool(tool, bench, findings); }});
}

} // namespace assize::conformance
