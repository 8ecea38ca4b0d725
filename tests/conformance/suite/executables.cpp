// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

namespace assize::conformance {

using namespace sandbox;
using model::RunStatus;

namespace {

/// Who writes a source can make the compiler produce any of these.
void expectRefusal(Bench& bench, Findings& findings, std::string_view content)
{
    const unique_fd executable = memoryFile(content);
    RunRequest request = bench.subject({});
    request.executable = executable.get();
    const RunResult result = bench.expectExit(findings, request, 127);
    findings.expect(!result.standardError.empty(), "the errors say why", describe(result));
}

void addUnusable(Rows& rows)
{
    const std::pair<const char*, std::string> contents[] = {
        {"empty", ""},
        {"text", "this is no program\n"},
        {"magic only", "\x7f"
                       "ELF"},
        {"script of a missing interpreter", "#!/no/interpreter\n"},
    };
    for (const auto& [name, content] : contents)
        rows.push_back({std::string("unusable executable: ") + name, None,
                        [content = content](Bench& bench, Findings& findings) {
                            expectRefusal(bench, findings, content);
                        }});
    rows.push_back({"unusable executable: cut", None, [](Bench& bench, Findings& findings) {
                        const unique_fd whole(::dup(bench.subjectFile()));
                        expectRefusal(bench, findings, contentOf(whole).substr(0, 100));
                    }});
}

constexpr std::string_view kLoader = "/lib64/ld-linux-x86-64.so.2";

/// The dynamic subject with another loader, whose name is no longer.
void expectRefusalOfLoader(Bench& bench, Findings& findings, std::string loader)
{
    const unique_fd whole(::dup(bench.dynamicSubjectFile()));
    std::string content = contentOf(whole);
    const std::size_t at = content.find(kLoader);
    if (!findings.expect(at != std::string::npos, "the subject names its loader"))
        return;
    loader.resize(kLoader.size(), '\0');
    content.replace(at, kLoader.size(), loader);
    expectRefusal(bench, findings, content);
}

void missingProgram(Bench& bench, Findings& findings)
{
    const RunResult result = bench.run(Bench::command({"no-such-program"}));
    findings.expect(result.status == RunStatus::SandboxFailed && result.failure.step == Step::Execute &&
                        result.failure.error == ENOENT && result.failure.detail == "no-such-program",
                    "a missing program is a failure that names it", describe(result));
}

} // namespace

void addExecutables(Rows& rows)
{
    addUnusable(rows);
    rows.push_back(
        {"unusable executable: its loader does not exist", Tools, [](Bench& bench, Findings& findings) {
             expectRefusalOfLoader(bench, findings, "/lib64/no-linux-x86-64.so.2");
         }});
    rows.push_back(
        {"unusable executable: its loader is no program", Tools,
         [](Bench& bench, Findings& findings) { expectRefusalOfLoader(bench, findings, "/etc/passwd"); }});
    rows.push_back(
        {"unusable executable: its loader is its own output", Tools, [](Bench& bench, Findings& findings) {
             expectRefusalOfLoader(bench, findings, "/proc/self/fd/1");
         }});
    rows.push_back({"a missing program is a failure", None, missingProgram});
}

} // namespace assize::conformance
