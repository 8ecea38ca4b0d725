// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/compiler.h"

#include "base/utf8.h"
#include "exec/content_key.h"
#include "exec/file_bytes.h"
#include "exec/source_files.h"
#include "toolchain/entry_points.h"

#include <algorithm>
#include <iterator>

namespace assize::exec {
namespace {

// Of a file that a compiler writes; a large initialised array stops here instead of filling the disk.
constexpr std::uint64_t kCompileOutputLimit = 128ULL << 20;
// Build caches of Go, Rust and the like lie in the work folder and /tmp of the box.
constexpr std::uint64_t kCompileFileSpace = 768ULL << 20;
// Drivers start assemblers and linkers, virtual machines start threads.
constexpr int kCompileProcesses = 256;
// Bytes of all files together that a package adds to a submission.
constexpr std::uint64_t kIncludedLimit = 32ULL << 20;

bool isReplaced(const model::SourceFile& file, const CompileInput& input)
{
    return std::any_of(input.included.begin(), input.included.end(),
                       [&file](const model::SourceFile& other) { return other.name == file.name; });
}

std::string newName(const toolchain::SourceSet& set, const std::string& name)
{
    for (const auto& [from, to] : set.renames) {
        if (from == name)
            return to;
    }
    return name;
}

/// A name for the executable that no source has.
std::string freeName(const std::vector<LoadedSource>& sources)
{
    std::string name = "program";
    const auto taken = [&name](const LoadedSource& source) {
        return source.name == name || source.name.starts_with(name + '/');
    };
    while (std::any_of(sources.begin(), sources.end(), taken))
        name += '_';
    return name;
}

CompileResult rejected(std::string message)
{
    CompileRejected result;
    result.outcome.log = std::move(message);
    return result;
}

CompileResult failed(std::string reason)
{
    return SandboxFailed{SandboxFailed::Step::Compile, std::move(reason)};
}

/// A compiler that the wall clock stops and the processor's time does not either waits for something, as only
/// its source makes it (a compile error), or got no processor: then other programs of ours, or of this
/// machine, were in its way.
CompileResult outOfWallTime(const sandbox::RunResult& run, const sandbox::RunLimits& limits, Beside beside)
{
    const std::string stopped = "the compiler was " + describeStop(run, limits);
    if (beside == Beside::Others)
        return OutOfWallTime{stopped + ", as it got no processor"};
    return failed(stopped + ", also with no other work of this program beside it: the machine is busy with "
                            "something else. Judge again when it is not");
}

/// Why names that are taken from inside the sources, such as that of a Java class, cannot be used, or empty.
std::string refusedNames(const toolchain::SourceSet& set)
{
    constexpr std::size_t kLongestFileName = 255;
    constexpr std::size_t kLongestClass = 4096;
    for (const auto& [from, to] : set.renames) {
        const std::size_t slash = to.rfind('/');
        if (to.size() - (slash == std::string::npos ? 0 : slash + 1) > kLongestFileName)
            return "The name of the class in " + toPrintableLine(from) +
                   " is too long for that of a file: " + toPrintableLine(headOf(to, 80)) + "...";
    }
    if (set.mainClass.size() > kLongestClass || set.mainClass.find('\0') != std::string::npos)
        return "The main class cannot be started by its name: " + toPrintableLine(headOf(set.mainClass, 80));
    return {};
}

/// Why the main file cannot be run as `language`, by its first line, or empty.
std::string refusedInterpreter(const model::Language& language, const toolchain::SourceSet& set,
                               const std::vector<LoadedSource>& sources)
{
    for (const LoadedSource& source : sources) {
        if (newName(set, source.name) != set.mainFile)
            continue;
        std::string why = toolchain::refusedInterpreter(language, source.name, source.content);
        return why.empty() ? why : why + ": write it for " + language.name + " and change that line.";
    }
    return {};
}

/// The files of `input` in the order in which loadAll gives them.
std::vector<model::SourceFile> withIncluded(const CompileInput& input)
{
    std::vector<model::SourceFile> files;
    for (const model::SourceFile& file : input.files) {
        if (!isReplaced(file, input))
            files.push_back(file);
    }
    files.insert(files.end(), input.included.begin(), input.included.end());
    return files;
}

/// The author's own files are held against the author's limit; files that the package adds are not.
LoadedSources loadAll(const CompileInput& input)
{
    std::vector<model::SourceFile> own;
    std::copy_if(input.files.begin(), input.files.end(), std::back_inserter(own),
                 [&input](const model::SourceFile& file) { return !isReplaced(file, input); });
    LoadedSources loaded = loadSources(own, input.sourceLimit);
    auto* sources = std::get_if<std::vector<LoadedSource>>(&loaded);
    if (sources == nullptr || input.included.empty())
        return loaded;
    LoadedSources more = loadSources(input.included, kIncludedLimit);
    if (const auto* refused = std::get_if<SourceRefused>(&more))
        return SourceUnreadable{"what the package adds to the submission cannot be used: " +
                                refused->message};
    auto* added = std::get_if<std::vector<LoadedSource>>(&more);
    if (added == nullptr)
        return more;
    std::move(added->begin(), added->end(), std::back_inserter(*sources));
    return loaded;
}

/// A file that a package includes is the main file only when it has a driver's name (2025-09, "Included
/// files").
bool hasDriver(const std::vector<model::SourceFile>& included)
{
    return std::any_of(included.begin(), included.end(), [](const model::SourceFile& file) {
        const std::string stem = std::filesystem::path(file.name).stem().native();
        return stem == "main" || stem == "__main__";
    });
}

Result<toolchain::SourceSet> analyse(const model::Language& language, const CompileInput& input,
                                     const std::vector<model::SourceFile>& files)
{
    Result<toolchain::SourceSet> all = toolchain::analyseSources(language, files, input.entryPoint);
    // Where the entry point is named, or found by reading the sources, that decides.
    const bool decided = !input.entryPoint.empty() || toolchain::findsEntryPoint(language.entryPoint);
    if (!all || decided || input.included.empty() || hasDriver(input.included))
        return all;
    Result<toolchain::SourceSet> own = toolchain::analyseSources(language, input.files);
    if (own) {
        all->mainFile = own->mainFile;
        all->mainClass = own->mainClass;
    }
    return all;
}

CompileResult finished(Program program, std::shared_ptr<const Compiled> compiled)
{
    model::CompileOutcome outcome = compiled->outcome;
    if (!outcome.ok)
        return CompileRejected{std::move(outcome)};
    program.compiled = std::move(compiled);
    return ProgramReady{std::make_shared<const Program>(std::move(program)), std::move(outcome)};
}

/// The sources as files in memory, under their new names.
Result<std::vector<ProgramFile>> sourceFiles(const std::vector<LoadedSource>& sources,
                                             const toolchain::SourceSet& set)
{
    std::vector<ProgramFile> files;
    for (const LoadedSource& source : sources) {
        Result<unique_fd> fd = sandbox::makeMemoryFile(source.content, "source");
        if (!fd)
            return fd.error();
        files.push_back({newName(set, source.name), std::move(*fd), source.content.size(), false});
    }
    return files;
}

std::vector<ProgramFile> takeProducts(sandbox::RunResult& run)
{
    std::vector<ProgramFile> files;
    for (sandbox::CollectedFile& file : run.collected)
        files.push_back({std::move(file.name), std::move(file.fd), file.size, file.executable});
    std::sort(files.begin(), files.end(),
              [](const ProgramFile& a, const ProgramFile& b) { return a.name < b.name; });
    return files;
}

} // namespace

void Program::prepare(sandbox::RunRequest& request, std::uint64_t memory) const
{
    request.arguments = toolchain::runCommand(language, sources, binary, memory);
    request.environment = language.environment;
    request.limits.processes = language.processes;
    for (const ProgramFile& file : compiled->files) {
        if (language.nativeExecutable && file.name == binary)
            request.executable = file.fd.get();
        else
            request.files.push_back({file.name, file.fd.get(), file.executable});
    }
}

sandbox::RunLimits compileLimits(const model::Language& language, const model::Limits& limits)
{
    sandbox::RunLimits result;
    result.cpuTime = limits.compileTime;
    result.wallTime = model::wallTimeFor(limits.compileTime);
    result.memory = language.compileMemory > 0 ? language.compileMemory : limits.compileMemory;
    result.output = kCompileOutputLimit;
    result.errorOutput = kCompileLogCap;
    result.fileSpace = kCompileFileSpace;
    result.processes = kCompileProcesses;
    return result;
}

std::string compileLog(const sandbox::RunResult& run)
{
    std::string log = run.standardError;
    const std::string output = headOfFile(run.standardOutput.get(), kCompileLogCap);
    if (!log.empty() && log.back() != '\n' && !output.empty())
        log += '\n';
    log += output;
    return std::string(headOf(log, kCompileLogCap));
}

namespace {

std::string tooLarge(const sandbox::RunLimits& limits)
{
    return "stopped: it writes a file of more than " + std::to_string(limits.output >> 20) +
           " MiB. A large array with initial values becomes as large a file; fill it when the program runs";
}

/// Drivers of compilers tell of assemblers and linkers that the limit has stopped in the words of errno
/// (EFBIG) or of the signal (SIGXFSZ).
bool saysTooLarge(std::string_view messages)
{
    return messages.find("File too large") != std::string_view::npos ||
           messages.find("File size limit exceeded") != std::string_view::npos;
}

} // namespace

std::string describeStop(const sandbox::RunResult& run, const sandbox::RunLimits& limits)
{
    const auto seconds = [](std::chrono::nanoseconds time) {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count()) + " s";
    };
    switch (run.status) {
    case model::RunStatus::CpuLimit:
        return "stopped after " + seconds(limits.cpuTime) + " of CPU time";
    case model::RunStatus::WallLimit:
        return "stopped after " + seconds(limits.wallTime) + " by the clock, of which it computed for " +
               seconds(run.cpuTime);
    case model::RunStatus::MemoryLimit:
        return "stopped: it needs more than " + std::to_string(limits.memory >> 20) + " MiB of memory";
    case model::RunStatus::OutputLimit:
        return tooLarge(limits);
    case model::RunStatus::Violation:
        return "stopped: it made a system call that the sandbox does not allow";
    case model::RunStatus::Signalled:
        return "ended by " + model::signalName(run.signal);
    case model::RunStatus::Exited:
        return run.exitCode != 0 && saysTooLarge(run.standardError) ? tooLarge(limits) : std::string();
    case model::RunStatus::Cancelled:
    case model::RunStatus::SandboxFailed:
        break;
    }
    return {};
}

CompileResult Compiler::compile(sandbox::Box& box, const model::Toolchain& toolchain,
                                const CompileInput& input, const model::Limits& limits, std::stop_token stop,
                                Beside beside)
{
    const std::vector<model::SourceFile> files = withIncluded(input);
    LoadedSources loaded = loadAll(input);
    if (const auto* refused = std::get_if<SourceRefused>(&loaded))
        return rejected(refused->message);
    if (const auto* unreadable = std::get_if<SourceUnreadable>(&loaded))
        return failed(unreadable->message);
    auto& sources = std::get<std::vector<LoadedSource>>(loaded);
    Program program{toolchain.language, {}, freeName(sources), nullptr, {}};
    const model::Language& language = program.language;
    if (std::string why = takeAsText(language, sources); !why.empty())
        return rejected(std::move(why));
    for (LoadedSource& source : sources)
        putConstants(input.constants, source.content);

    Result<toolchain::SourceSet> set = analyse(language, input, files);
    if (!set && set.error().kind == ErrorKind::InvalidInput)
        return rejected(set.error().message);
    if (!set)
        return failed(set.error().message);
    program.sources = std::move(*set);
    if (std::string why = refusedNames(program.sources); !why.empty())
        return rejected(std::move(why));
    if (std::string why = refusedInterpreter(language, program.sources, sources); !why.empty())
        return rejected(std::move(why));
    Result<std::vector<ProgramFile>> placed = sourceFiles(sources, program.sources);
    if (!placed)
        return failed(placed.error().message);

    sandbox::RunRequest request;
    request.limits = compileLimits(language, limits);
    request.arguments =
        toolchain::compileCommand(language, program.sources, program.binary, request.limits.memory);
    const std::string withoutEntryPoint = toolchain::withoutEntryPoint(language, program.sources);
    if (request.arguments.empty() && !withoutEntryPoint.empty())
        return rejected(withoutEntryPoint);
    request.environment = language.environment;
    if (!request.arguments.empty())
        request.collect = toolchain::productNames(language, program.binary);

    KeyHash hash("compile/1");
    hash.add(toolchain.fingerprint).add(m_sandboxFingerprint).add(language.id);
    hash.add(request.arguments).add(request.environment).add(request.collect);
    hash.add(request.limits.cpuTime).add(request.limits.memory);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        hash.add((*placed)[i].name).add(sources[i].content);
        request.files.push_back({(*placed)[i].name, (*placed)[i].fd.get(), false});
    }
    const std::string key = hash.finish();
    program.content = key;
    if (request.arguments.empty())
        return finished(std::move(program),
                        std::make_shared<const Compiled>(Compiled{{true, {}, {}, {}}, std::move(*placed)}));
    const std::shared_ptr<const Compiled> known = m_cache.find(key);
    CompileResult result =
        known ? finished(program, known) : compileInBox(box, request, key, program, std::move(stop), beside);
    if (auto* wrong = std::get_if<CompileRejected>(&result))
        wrong->outcome.log.insert(0, encodingNotes(language, sources));
    const auto* ready = std::get_if<ProgramReady>(&result);
    if (ready != nullptr && !withoutEntryPoint.empty())
        return rejected(withoutEntryPoint);
    if (ready == nullptr || !request.collect.empty())
        return result;
    // The compiler only checked the sources: they themselves are run.
    return finished(std::move(program),
                    std::make_shared<const Compiled>(Compiled{ready->outcome, std::move(*placed)}));
}

CompileResult Compiler::compileInBox(sandbox::Box& box, const sandbox::RunRequest& request,
                                     const std::string& key, Program program, std::stop_token stop,
                                     Beside beside)
{
    const CpuWait wait(m_pressure);
    sandbox::RunResult run = box.run(request, std::move(stop));
    if (run.status == model::RunStatus::Cancelled)
        return Cancelled{};
    if (run.status == model::RunStatus::SandboxFailed)
        return failed("the sandbox failed while compiling: " + whyItFailed(run));
    // A compiler that only waits, alone as beside other programs, is not started a second time: no slot may
    // stand idle for it.
    if (run.status == model::RunStatus::WallLimit && wait.starved(run.wallTime, run.cpuTime))
        return outOfWallTime(run, request.limits, beside);

    Compiled compiled;
    compiled.outcome.log = compileLog(run);
    compiled.outcome.cpuTime = run.cpuTime;
    compiled.outcome.wallTime = run.wallTime;
    compiled.outcome.ok = run.status == model::RunStatus::Exited && run.exitCode == 0;
    if (const std::string why = describeStop(run, request.limits); !why.empty())
        compiled.outcome.log.insert(0, "Compilation " + why + ".\n");
    if (compiled.outcome.ok) {
        compiled.files = takeProducts(run);
        if (compiled.files.empty() && !request.collect.empty()) {
            compiled.outcome.ok = false;
            compiled.outcome.log.insert(0, "The compiler ended normally but left no program.\n");
        }
    }
    // A result that the load of this machine may have decided is not kept.
    if (run.status == model::RunStatus::Exited)
        return finished(std::move(program), m_cache.insert(key, std::move(compiled)));
    return finished(std::move(program), std::make_shared<const Compiled>(std::move(compiled)));
}

} // namespace assize::exec
