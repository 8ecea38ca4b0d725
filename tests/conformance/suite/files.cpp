// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <algorithm>
#include <fcntl.h>
#include <tuple>

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

void writableFiles(Bench& bench, Findings& findings)
{
    const unique_fd data = memoryFile("given");
    RunRequest request = bench.subject({"write-file", "data", "changed"});
    request.files = {{"data", data.get(), false, true}};
    request.collect = {"data"};
    const RunResult result = bench.expectExit(findings, request);
    findings.expect(result.collected.size() == 1 && contentOf(result.collected[0].fd) == "changed",
                    "it changes its copy", describe(result));
    findings.expect(contentOf(data) == "given", "and nothing else", contentOf(data));
}

/// What a compiler made may be larger than what a program may write, who has that room all the same.
void filesLargerThanTheRoom(Bench& bench, Findings& findings)
{
    const unique_fd data = memoryFile(std::string(80 * kMegabyte, 'x'));
    RunRequest request = bench.subject({"fill-disk", "70"});
    request.files = {{"data", data.get(), false}};
    const RunResult result = bench.expectExit(findings, request);
    const std::string written = contentOf(result.standardOutput);
    findings.expect(written == "64\n" || written == "63\n", "it can write as much as without them",
                    describe(result));
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

/// A work area without a limit can be given one again, in the same box.
void limitAfterNone(Bench& bench, Findings& findings)
{
    for (const unsigned megabytes : {0U, 64U, 32U, 0U, 64U}) {
        // The subject ends with 5 when it could write all that it was asked for.
        const RunResult result = bench.expectExit(
            findings, bench.subject({"fill-disk", "70"}, Limits().fileSpace(megabytes * kMegabyte)),
            megabytes == 0 ? 5 : 0);
        const std::string written = contentOf(result.standardOutput);
        const unsigned room = megabytes == 0 ? 70 : megabytes;
        findings.expect(written == std::to_string(room) + "\n" || written == std::to_string(room - 1) + "\n",
                        std::to_string(room) + " MB can be written", describe(result));
    }
}

/// What was kept may be more than the next run may write.
void smallLimitForAKeptFolder(Bench& bench, Findings& findings)
{
    RunRequest first = bench.subject({"fill-disk", "40"});
    first.keepWorkFolder = true;
    bench.expectExit(findings, first, 5);
    const RunResult second = bench.expectExit(
        findings, bench.subject({"fill-disk", "40", "/tmp"}, Limits().fileSpace(8 * kMegabyte)), 0);
    findings.expect(contentOf(second.standardOutput) == "0\n", "it finds no room", describe(second));
    bench.expectClean(findings);
}

void oddResults(Bench& bench, Findings& findings)
{
    RunRequest request = bench.subject({"make-odd-results"});
    request.collect = {"link.r",      "process.r", "inner.r", "loop.r",        "pipe.r",
                       "folder.r",    "socket.r",  "*.r",     "../etc/passwd", "/etc/passwd",
                       "folder.r/..", ".",         ".."};
    const RunResult result = bench.expectExit(findings, request);
    findings.expect(result.collected.size() == 1 && result.collected[0].name == "good.r" &&
                        contentOf(result.collected[0].fd) == "good",
                    "only the regular file comes back",
                    std::to_string(result.collected.size()) + " files, " + describe(result));
}

void tooLargeResults(Bench& bench, Findings& findings)
{
    const auto make = [&bench](const char* size) {
        RunRequest request = bench.subject({"make-sparse", size}, Limits().output(0));
        request.collect = {"sparse"};
        request.collectLimit = 1000000;
        return request;
    };
    const RunResult within = bench.expectExit(findings, make("1000000"));
    findings.expect(within.collected.size() == 1 && within.collected[0].size == 1000000,
                    "a file as large as permitted comes back", describe(within));
    for (const char* size : {"1000001", "1000000000000"}) {
        const RunResult over = bench.run(make(size));
        findings.expect(over.status == RunStatus::OutputLimit && over.collected.empty(),
                        std::string("a file of ") + size + " bytes does not", describe(over));
    }
}

void everyName(Bench& bench, Findings& findings)
{
    RunRequest request;
    for (const auto& [first, last, number] :
         {std::tuple("1", "127", std::size_t(126)), std::tuple("128", "255", std::size_t(128))}) {
        request = bench.subject({"make-names", first, last});
        request.collect = {"n?"};
        const RunResult result = bench.expectExit(findings, request);
        findings.expect(result.collected.size() == number, "a file for each byte comes back",
                        std::to_string(result.collected.size()));
        for (const CollectedFile& file : result.collected)
            findings.expect(contentOf(file.fd) == file.name, "with its own content", file.name);
    }
    request = bench.subject({"make-names"});
    request.collect = {"n[*]", "n\\?", "n[[]", "n\n", "n\xff"};
    const RunResult some = bench.expectExit(findings, request);
    for (const char* name : {"n*", "n?", "n[", "n\n", "n\xff"})
        findings.expect(find(some, name), "a name that a pattern spells comes back", name);
    findings.expect(some.collected.size() == 5, "and no other", std::to_string(some.collected.size()));
}

void namesWithPatterns(Bench& bench, Findings& findings)
{
    const unique_fd data = memoryFile("content");
    RunRequest request = bench.subject({"exit", "0"});
    for (const char* name : {"a[b]*?", "-rf", " ", "\xff\xfe", "a\nb", "...", "deep/er/file"})
        request.files.push_back({name, data.get(), false});
    request.collect = {"a[[]b]?[?]", "-rf", " ", "\xff\xfe", "a\nb", "..."};
    const RunResult result = bench.expectExit(findings, request);
    findings.expect(result.collected.size() == 6, "files of all names go in and out",
                    std::to_string(result.collected.size()));
}

void growingResults(Bench& bench, Findings& findings)
{
    RunRequest request = bench.subject({"make-growing"});
    request.collect = {"growing"};
    const RunResult result = bench.expectExit(findings, request);
    if (findings.expect(result.collected.size() == 1, "it comes back", describe(result)))
        findings.expect(contentOf(result.collected[0].fd).size() == result.collected[0].size,
                        "it grows no more");
}

} // namespace

void addFiles(Rows& rows)
{
    rows.push_back({"a file that may be written", None, writableFiles});
    rows.push_back({"files are placed and collected", None, placedAndCollected});
    rows.push_back({"scripts run, and what they make is collected", Tools, scriptsRun});
    rows.push_back({"what is no regular file does not come back", None, oddResults});
    rows.push_back({"too large files do not come back", None, tooLargeResults});
    rows.push_back({"files of every name come back", None, everyName});
    rows.push_back({"files of odd names are placed", None, namesWithPatterns});
    rows.push_back({"a growing file", None, growingResults});
    rows.push_back({"big files after a small limit", None, bigFilesAfterASmallLimit});
    rows.push_back({"files that are larger than the room for files", None, filesLargerThanTheRoom});
    rows.push_back({"bad names of files are refused", None, badNamesAreRefused});
    rows.push_back({"the work folder is kept on request", None, workFolderIsKeptOnRequest});
    rows.push_back({"a small limit for a kept work folder", None, smallLimitForAKeptFolder});
    rows.push_back({"a limit after none", None, limitAfterNone});
}

} // namespace assize::conformance
