// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <cstdio>
#include <fcntl.h>

namespace assize::conformance {

using namespace sandbox;

namespace {

/// A file of the host that is removed at last.
class HostFile
{
public:
    HostFile(const std::filesystem::path& path, const std::string& content) : m_path(path)
    {
        if (std::FILE* file = std::fopen(path.c_str(), "w")) {
            std::fputs(content.c_str(), file);
            std::fclose(file);
        }
        m_fd = unique_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    }
    ~HostFile() { std::filesystem::remove(m_path); }
    HostFile(const HostFile&) = delete;
    HostFile& operator=(const HostFile&) = delete;
    const unique_fd& fd() const { return m_fd; }

private:
    std::filesystem::path m_path;
    unique_fd m_fd;
};

const std::string kContent = "first line\nsecond line\n";

void inputCannotBeChanged(Bench& bench, Findings& findings)
{
    const HostFile file(bench.surroundings().folder / "secret-input", kContent);
    const unique_fd memory = memoryFile(kContent);
    for (const int fd : {file.fd().get(), memory.get()}) {
        RunRequest request = bench.subject({"echo"});
        request.standardInput = fd;
        const RunResult echo = bench.expectExit(findings, request);
        findings.expect(contentOf(echo.standardOutput) == kContent, "input is read", describe(echo));
        request.arguments.back() = "rewrite-input";
        bench.expectExit(findings, request);
        request.arguments.back() = "reopen";
        const RunResult reopened = bench.expectExit(findings, request);
        findings.expect(contentOf(reopened.standardOutput) == "first line\n" &&
                            reopened.standardError == "seen",
                        "/dev/stdin, /dev/stdout and /dev/stderr can be opened", describe(reopened));
    }
    findings.expect(contentOf(file.fd()) == kContent, "the file of the host is what it was",
                    contentOf(file.fd()));
}

void inputTellsNothingOfEarlierRuns(Bench& bench, Findings& findings)
{
    const HostFile file(bench.surroundings().folder / "secret-input-again", kContent);
    const unique_fd memory = memoryFile(kContent);
    for (const int fd : {file.fd().get(), memory.get()}) {
        for (const char* what : {"leave-word", "find-word"}) {
            RunRequest request = bench.subject({what});
            request.standardInput = fd;
            bench.expectExit(findings, request);
        }
    }
}

void flagsOfTheInput(Bench& bench, Findings& findings)
{
    const unique_fd memory = memoryFile(kContent);
    RunRequest request = bench.subject({"inode-flags"});
    request.standardInput = memory.get();
    bench.expectExit(findings, request);
}

} // namespace

void addInputs(Rows& rows)
{
    rows.push_back({"input cannot be changed", None, inputCannotBeChanged});
    rows.push_back({"input tells nothing of earlier runs", None, inputTellsNothingOfEarlierRuns});
    rows.push_back({"flags of the input and of folders", None, flagsOfTheInput});
}

} // namespace assize::conformance
