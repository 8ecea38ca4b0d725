// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/prepared_run.h"

#include "exec/test_files.h"

#include <algorithm>

namespace assize::exec {

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
        Result<unique_fd> fd = openTestFile(file.path, file.size);
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

} // namespace assize::exec
