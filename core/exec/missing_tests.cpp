// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/missing_tests.h"

#include "base/utf8.h"
#include "exec/case_files.h"
#include "exec/content_key.h"
#include "exec/file_bytes.h"
#include "files/hash.h"
#include "files/mapped_file.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

namespace assize::exec {
namespace {

/// A main solution may be slower here than where the limit was chosen; a main solution that needs more than
/// this loops.
constexpr int kMainSolutionTimes = 3;
constexpr std::size_t kShown = 500;

Error failed(std::string reason)
{
    return {ErrorKind::InvalidInput, std::move(reason)};
}

/// "gen -n 5", for messages.
std::string shownCommand(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return toPrintableLine(headOf(text, 300));
}

model::JuryProgram programOf(const model::Problem& problem, const model::JurySubmission& submission)
{
    model::JuryProgram program;
    program.name = submission.file;
    program.files = submission.files;
    program.language = submission.language;
    const std::filesystem::path whole = problem.folder / submission.file;
    const bool single =
        submission.files.size() == 1 && submission.files.front().filename() == whole.filename();
    program.folder = single ? submission.files.front().parent_path() : whole;
    const auto filesFor = [&](const std::string& language) {
        return std::find_if(problem.includes.begin(), problem.includes.end(),
                            [&](const model::IncludedFiles& one) { return one.language == language; });
    };
    auto included = filesFor(submission.language);
    if (included == problem.includes.end())
        included = filesFor("default");
    if (included != problem.includes.end()) {
        for (const model::SourceFile& file : included->files)
            program.libraries.push_back(file.path);
    }
    return program;
}

/// The request that starts `maker`, with limits that are meant for mistakes only.
sandbox::RunRequest requestFor(const MakerProgram& maker, const std::vector<std::string>& arguments,
                               const model::Limits& limits)
{
    const check::PreparedJuryProgram& program = maker.program->prepared;
    sandbox::RunRequest request;
    request.arguments = program.arguments;
    request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
    request.environment = program.environment;
    request.executable = program.executable;
    request.files = program.files;
    request.limits.cpuTime = limits.validationTime;
    request.limits.memory = std::max(limits.memory, limits.validationMemory) + program.extraMemory;
    request.limits.output = MissingTestMaker::kLargest;
    request.limits.processes = program.processes;
    return request;
}

void setCpuTime(sandbox::RunRequest& request, std::chrono::nanoseconds time)
{
    request.limits.cpuTime = time;
    request.limits.wallTime = model::wallTimeFor(time);
}

/// The output is in a file of the work folder.
void collect(sandbox::RunRequest& request, std::vector<std::string> names)
{
    request.collect = std::move(names);
    request.collectLimit = MissingTestMaker::kLargest;
    request.limits.fileSpace += MissingTestMaker::kLargest;
}

/// Why `run` gave no test; empty where it ended as it should.
std::string describe(const sandbox::RunResult& run, const sandbox::RunLimits& limits)
{
    std::string what;
    if (run.status == model::RunStatus::SandboxFailed)
        return "could not be run: " + whyItFailed(run);
    if (run.status == model::RunStatus::Exited && run.exitCode == 0)
        return {};
    what = run.status == model::RunStatus::Exited ? "ended with exit code " + std::to_string(run.exitCode)
                                                  : describeStop(run, limits);
    std::string said(headOf(run.standardError, kShown));
    if (said.empty() && run.standardOutput)
        said = headOf(headOfFile(run.standardOutput.get(), kShown + 4), kShown);
    if (!said.empty())
        what += ": " + toPrintable(said);
    return what;
}

/// How many bytes were written.
Result<std::uint64_t> copyWithoutReturns(std::string_view bytes, int to)
{
    constexpr std::size_t kBlock = 1 << 20;
    std::uint64_t size = 0;
    std::string block;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\r' || i + 1 == bytes.size() || bytes[i + 1] != '\n')
            block += bytes[i];
        if (block.size() < kBlock && i + 1 < bytes.size())
            continue;
        for (std::size_t done = 0; done < block.size();) {
            const ssize_t now = ::write(to, block.data() + done, block.size() - done);
            if (now < 0 && errno == EINTR)
                continue;
            if (now <= 0)
                return systemError("cannot write a memory file", now < 0 ? errno : ENOSPC);
            done += static_cast<std::size_t>(now);
        }
        size += block.size();
        block.clear();
    }
    return size;
}

} // namespace

MissingTests missingTests(const model::Problem& problem)
{
    MissingTests missing;
    std::set<std::string> generators;
    bool answersMissing = false;
    for (std::size_t i = 0; i < problem.testCases.size(); ++i) {
        const model::TestCase& test = problem.testCases[i];
        const bool made = test.input.empty() && !test.command.empty();
        if (made)
            generators.insert(test.command.front());
        if (made || (test.windowsLines && !test.input.empty()))
            missing.inputs.push_back(i);
        if (test.answer.empty() || test.windowsLines)
            missing.answers.push_back(i);
        answersMissing = answersMissing || test.answer.empty();
    }
    std::copy_if(problem.generators.begin(), problem.generators.end(), std::back_inserter(missing.programs),
                 [&](const model::JuryProgram& one) { return generators.contains(one.name); });
    if (!answersMissing)
        return missing;
    const auto main =
        std::find_if(problem.jurySubmissions.begin(), problem.jurySubmissions.end(),
                     [&](const model::JurySubmission& one) { return one.file == problem.mainSolution; });
    missing.emptyAnswers = model::isInteractive(problem.taskType) || main == problem.jurySubmissions.end();
    if (!missing.emptyAnswers)
        missing.programs.push_back(programOf(problem, *main));
    return missing;
}

MakerProgram makeMakerProgram(std::shared_ptr<const BuiltJuryProgram> program,
                              const std::string& toolchainFingerprint, const std::string& sandboxFingerprint)
{
    const check::PreparedJuryProgram& validator = program->prepared;
    KeyHash hash("test-maker/1");
    hash.add(toolchainFingerprint)
        .add(sandboxFingerprint)
        .add(validator.arguments)
        .add(validator.environment);
    const auto addFile = [&](const std::string& name, int fd) {
        hash.add(name);
        const Result<files::MappedFile> file = files::MappedFile::fromDescriptor(fd, name);
        hash.add(file ? file->bytes() : std::string_view());
    };
    if (validator.executable >= 0)
        addFile("", validator.executable);
    for (const sandbox::InputFile& file : validator.files)
        addFile(file.name, file.fd);
    return {std::move(program), hash.finish()};
}

std::optional<Result<MadeTest>> MissingTestMaker::generateInput(sandbox::Box& juryBox,
                                                                const model::Problem& problem,
                                                                const model::TestCase& test,
                                                                const MakerProgram& generator,
                                                                std::stop_token stop)
{
    const std::vector<std::string> arguments(test.command.begin() + 1, test.command.end());
    KeyHash hash("generated-input/1");
    hash.add(generator.identity).add(arguments).add(test.commandFile);
    sandbox::RunRequest request = requestFor(generator, arguments, problem.limits);
    setCpuTime(request, problem.limits.validationTime);
    std::vector<std::string> names;
    if (!test.commandFile.empty()) {
        names = {test.commandFile, "0" + test.commandFile, "00" + test.commandFile};
        collect(request, names);
    }
    return make(juryBox, request, hash.finish(), names,
                "the input of test " + toPrintableLine(test.id) + " cannot be made: its generator \"" +
                    shownCommand(test.command) + "\" ",
                std::move(stop));
}

std::optional<Result<MadeTest>> MissingTestMaker::generateAnswer(sandbox::Box& juryBox,
                                                                 const model::Problem& problem,
                                                                 const model::TestCase& test,
                                                                 const MakerProgram& mainSolution,
                                                                 std::stop_token stop)
{
    const std::string subject = "the answer of test " + toPrintableLine(test.id) + " cannot be made: ";
    KeyHash hash("generated-answer/1");
    hash.add(mainSolution.identity).add(problem.inputFile).add(problem.outputFile).add(test.arguments);
    sandbox::RunRequest request = requestFor(mainSolution, test.arguments, problem.limits);
    // Where the limit is not known yet, a mistake may cost limits.validationTime.
    setCpuTime(request, problem.limits.cpuTime.count() > 0
                            ? kMainSolutionTimes * problem.limits.cpuTime + std::chrono::seconds(1)
                            : problem.limits.validationTime);

    std::vector<unique_fd> opened;
    const auto open = [&](const std::filesystem::path& path, std::uint64_t size) -> Result<int> {
        Result<unique_fd> fd = openCaseFile(path, size);
        if (!fd)
            return fd.error();
        files::Hasher content;
        if (Result<void> added = content.addFile(path); !added)
            return added.error();
        hash.add(content.hex());
        opened.push_back(std::move(*fd));
        return opened.back().get();
    };
    const Result<int> input = open(test.input, test.inputSize);
    if (!input)
        return failed(subject + input.error().message);
    if (problem.inputFile.empty())
        request.standardInput = *input;
    else
        request.files.push_back({problem.inputFile, *input, false});
    std::uint64_t placed = problem.inputFile.empty() ? 0 : test.inputSize;
    for (const model::SourceFile& file : test.files) {
        const Result<int> fd = open(file.path, file.size);
        if (!fd)
            return failed(subject + fd.error().message);
        hash.add(file.name);
        request.files.push_back({file.name, *fd, false});
        placed += file.size;
    }
    // Files of the work folder are memory; these are not the program's.
    request.limits.memory += placed;
    request.limits.fileSpace += placed;
    std::vector<std::string> names;
    if (!problem.outputFile.empty()) {
        names = {problem.outputFile};
        collect(request, names);
    }
    return make(juryBox, request, hash.finish(), names,
                subject + "the main solution " + toPrintableLine(problem.mainSolution) + " ",
                std::move(stop));
}

std::optional<MadeTest> MissingTestMaker::known(const std::string& key)
{
    std::optional<GeneratedFile> file = m_files.find(key);
    return file ? std::optional(MadeTest{std::move(*file), true}) : std::nullopt;
}

Result<MadeTest> MissingTestMaker::keep(const std::string& key, int fd, std::uint64_t size,
                                        const std::string& subject)
{
    Result<GeneratedFile> stored = m_files.store(key, fd, size);
    if (!stored)
        return failed(subject + stored.error().message);
    return MadeTest{std::move(*stored), false};
}

Result<MadeTest> MissingTestMaker::withoutWindowsLines(const std::filesystem::path& path, std::uint64_t size)
{
    const std::string subject = "Windows line ends cannot be removed: ";
    const Result<unique_fd> fd = openCaseFile(path, size);
    if (!fd)
        return failed(subject + fd.error().message);
    const Result<files::MappedFile> file = files::MappedFile::fromDescriptor(fd->get(), path.native());
    if (!file)
        return failed(subject + file.error().message);
    const std::string key = KeyHash("without-windows-lines/1").add(file->bytes()).finish();
    if (const std::optional<MadeTest> before = known(key))
        return *before;
    const unique_fd copy(::memfd_create("test", MFD_CLOEXEC));
    const Result<std::uint64_t> written = copy ? copyWithoutReturns(file->bytes(), copy.get())
                                               : Result<std::uint64_t>(systemError("memory file", errno));
    if (!written)
        return failed(subject + written.error().message);
    return keep(key, copy.get(), *written, subject);
}

Result<MadeTest> MissingTestMaker::emptyAnswer()
{
    const std::string key = KeyHash("empty-answer/1").finish();
    if (const std::optional<MadeTest> before = known(key))
        return *before;
    return keep(key, -1, 0, {});
}

std::optional<Result<MadeTest>> MissingTestMaker::make(sandbox::Box& juryBox,
                                                       const sandbox::RunRequest& request,
                                                       const std::string& key,
                                                       const std::vector<std::string>& outputNames,
                                                       const std::string& subject, std::stop_token stop)
{
    if (const std::optional<MadeTest> before = known(key))
        return *before;
    const sandbox::RunResult run = juryBox.run(request, std::move(stop));
    if (run.status == model::RunStatus::Cancelled)
        return std::nullopt;
    if (const std::string why = describe(run, request.limits); !why.empty())
        return failed(subject + why);
    int fd = run.standardOutput.get();
    std::uint64_t size = run.outputSize;
    if (!outputNames.empty()) {
        fd = -1;
        for (const std::string& name : outputNames) {
            const auto file =
                std::find_if(run.collected.begin(), run.collected.end(),
                             [&](const sandbox::CollectedFile& one) { return one.name == name; });
            if (fd < 0 && file != run.collected.end()) {
                fd = file->fd.get();
                size = file->size;
            }
        }
        if (fd < 0)
            return failed(subject + "left no file " + toPrintableLine(outputNames.front()));
    }
    return keep(key, fd, size, subject + "could not be kept: ");
}

} // namespace assize::exec
