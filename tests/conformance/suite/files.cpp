// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <algorithm>
#include <fcntl.h>

namespace assize::conformance {

using namespace sandbox;
using model::RunStatus;

namespace {

const CollectedFile* find(const RunResult& result, std::string_view name)
{
    const auto at = std::find_if(result.collected.begin(), result.collected.end(),
                                 [name](const CollectedFile& file) { return file.name == name; });
    return at == result.collected.end() ? nullptr : &*at;
}

void placedAndCollected(Bench& bench, Findings& findings)
{
    const unique_fd data = memoryFile("content");
    RunRequest request = bench.subject({"make-results"});
    request.files = {{"script", data.get(), true}, {"folder/data", data.get(), false}};
    request.collect = {"copy", "*.x", "link", "pipe", "dir", "missing"};
    const RunResult result = bench.expectExit(findings, request);
    findings.expect(result.collected.size() == 2, "only the two files come back", describe(result));
    const CollectedFile* copy = find(result, "copy");
    if (findings.expect(copy, "a file comes back", describe(result))) {
        findings.expect(contentOf(copy->fd) == "content", "with its content");
        findings.expect(!copy->executable, "not as a program");
    }
    const CollectedFile* tool = find(result, "tool.x");
    if (findings.expect(tool, "what a pattern names comes back", describe(result))) {
        findings.expect(tool->executable, "a program comes back as one");
        findings.expect((::fcntl(tool->fd.get(), F_GET_SEALS) & F_SEAL_WRITE) != 0, "sealed");
    }
}

void scriptsRun(Bench& bench, Findings& findings)
{
    const unique_fd script = memoryFile("#!/bin/sh\ncat folder/data > copy\nln -s copy link\nmkfifo pipe\n"
                                        "mkdir dir\necho tool > tool.x; chmod +x tool.x\n");
    const unique_fd data = memoryFile("content");
    RunRequest request = Bench::command({"./script"});
    request.files = {{"script", script.get(), true}, {"folder/data", data.get(), false}};
    request.collect = {"copy", "*.x", "link", "pipe", "dir", "missing"};
    const RunResult result = bench.expectExit(findings, request);
    findings.expect(result.collected.size() == 2 && find(result, "copy") && find(result, "tool.x"),
                    "what a script made comes back", describe(result));
}

void bigFilesAfterASmallLimit(Bench& bench, Findings& findings)
{
    bench.expectExit(findings, bench.subject({"exit", "0"}, Limits().memory(8 * kMegabyte)));
    const unique_fd data = memoryFile(std::string(100 * kMegabyte, 'x'));
    RunRequest request = bench.subject({"exit", "3"});
    request.files = {{"data", data.get(), false}};
    request.collect = {"data"};
    request.limits.fileSpace = 200 * kMegabyte;
    const RunResult result = bench.expectExit(findings, request, 3);
    findings.expect(result.collected.size() == 1 && result.collected[0].size == 100 * kMegabyte,
                    "a big file goes in and out", describe(result));
    findings.expect(result.memory < 3 * kMegabyte, "it is not the program's memory", describe(result));
}

void badNamesAreRefused(Bench& bench, Findings& findings)
{
    const unique_fd data = memoryFile("content");
    for (const char* name : {"", "/etc/passwd", "../x", "a/../../x", "a//b", "."}) {
        RunRequest request = bench.subject({"exit", "0"});
        request.files = {{name, data.get(), false}};
        const RunResult result = bench.run(request);
        findings.expect(result.status == RunStatus::SandboxFailed,
                        "a file is not placed as '" + std::string(name) + "'", describe(result));
    }
}

void workFolderIsKeptOnRequest(Bench& bench, Findings& findings)
{
    RunRequest first = bench.subject({"write-file", "file", "kept"});
    first.keepWorkFolder = true;
    bench.expectExit(findings, first);
    const RunResult second = bench.expectExit(findings, bench.subject({"read-file", "file"}));
    findings.expect(contentOf(second.standardOutput) == "kept", "it is there for the next run",
                    describe(second));
}

} // namespace

void addFiles(Rows& rows)
{
    rows.push_back({"files are placed and collected", None, placedAndCollected});
    rows.push_back({"scripts run, and what they make is collected", Tools, scriptsRun});
    rows.push_back({"big files after a small limit", None, bigFilesAfterASmallLimit});
    rows.push_back({"bad names of files are refused", None, badNamesAreRefused});
    rows.push_back({"the work folder is kept on request", None, workFolderIsKeptOnRequest});
}

} // namespace assize::conformance
