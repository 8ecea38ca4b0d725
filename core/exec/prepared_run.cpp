// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/prepared_run.h"

#include "base/utf8.h"
#include "exec/case_files.h"

#include <algorithm>

namespace assize::exec {
namespace {

constexpr std::size_t kLongestName = 60;

/// "sum.out", "output.txt", "SUM.ANS": by its name it holds the program's output.
bool looksLikeOutput(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name.starts_with("output") || name.ends_with(".out") || name.ends_with(".ou") ||
           name.ends_with(".ans");
}

/// Whether a program's last words are that its input was at an end, as programs in Python, Java, C#, Haskell
/// and other languages say it.
bool speaksOfEnd(std::string said)
{
    std::transform(said.begin(), said.end(), said.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return said.find("eof") != std::string::npos || said.find("end of file") != std::string::npos ||
           said.find("nosuchelement") != std::string::npos || said.find("no line found") != std::string::npos;
}

} // namespace

Result<PreparedRun> prepareRun(const model::Problem& problem, const model::TestCase& test,
                               const Program& program, const model::Limits& limits, int input)
{
    PreparedRun prepared;
    sandbox::RunRequest& request = prepared.request;
    program.prepare(request, limits.memory - program.language.extraMemory);
    request.arguments.insert(request.arguments.end(), test.arguments.begin(), test.arguments.end());
    request.limits.memory = limits.memory;
    request.limits.output = limits.output;
    if (problem.inputFile.empty())
        request.standardInput = input;
    else
        request.files.push_back({problem.inputFile, input, false});
    if (!problem.outputFile.empty()) {
        request.collect = {problem.outputFile};
        request.collectLimit = limits.output;
        request.limits.fileSpace += limits.output;
    }
    for (const model::SourceFile& file : test.files) {
        Result<unique_fd> fd = openCaseFile(file.path, file.size);
        if (!fd)
            return fd.error();
        request.files.push_back({file.name, fd->get(), false});
        prepared.files.push_back(std::move(*fd));
    }
    return prepared;
}

ProgramOutput outputOf(const model::Problem& problem, const sandbox::RunResult& result)
{
    if (problem.outputFile.empty())
        return {result.standardOutput.get(), true};
    const auto file = std::find_if(
        result.collected.begin(), result.collected.end(),
        [&problem](const sandbox::CollectedFile& one) { return one.name == problem.outputFile; });
    if (file == result.collected.end())
        return {result.standardOutput.get(), false};
    return {file->fd.get(), true};
}

std::string unreadInput(const model::Problem& problem, std::optional<model::Verdict> verdict,
                        const sandbox::RunResult& result)
{
    const bool may = verdict == model::Verdict::WA ||
                     (verdict == model::Verdict::RTE && speaksOfEnd(result.standardError));
    if (problem.inputFile.empty() || !may)
        return {};
    return "the input is in the file " + toPrintableLine(headOf(problem.inputFile, kLongestName)) +
           "; standard input is empty";
}

std::string unreadOutput(const model::Problem& problem, const sandbox::RunResult& result)
{
    if (!problem.outputFile.empty() || model::isInteractive(problem.taskType) || result.writtenFiles.empty())
        return {};
    const bool silent = result.outputSize == 0;
    const auto output = std::find_if(result.writtenFiles.begin(), result.writtenFiles.end(), looksLikeOutput);
    if (!silent && output == result.writtenFiles.end())
        return {};
    const std::string& name = output == result.writtenFiles.end() ? result.writtenFiles.front() : *output;
    return std::string(silent ? "nothing was written to standard output, which is what is read here; "
                              : "only standard output is read here; ") +
           "the program wrote the file " + toPrintableLine(headOf(name, kLongestName));
}

} // namespace assize::exec
