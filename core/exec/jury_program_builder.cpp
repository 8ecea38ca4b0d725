// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/jury_program_builder.h"

#include "base/utf8.h"
#include "exec/source_files.h"

#include <algorithm>
#include <system_error>

namespace assize::exec {
namespace {

constexpr std::uint64_t kValidatorSourceLimit = 32ULL << 20;
constexpr std::size_t kShownLog = 2000;
constexpr int kScriptProcesses = 64;

model::SourceFile sourceFile(std::string name, const std::filesystem::path& path)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    // A missing file is reported by the function that reads it. The reader of the package has allowed the
    // links among them (a testlib.h that packages share).
    std::filesystem::path target = std::filesystem::canonical(path, error);
    return {std::move(name), error ? path : std::move(target), error ? 0 : size};
}

std::vector<model::SourceFile> sourceFilesOf(const model::JuryProgram& validator)
{
    std::vector<model::SourceFile> files;
    for (const std::filesystem::path& path : validator.files)
        files.push_back(sourceFile(path.lexically_relative(validator.folder).string(), path));
    return files;
}

CompileInput inputFrom(const model::JuryProgram& program, const Constants& constants)
{
    CompileInput input{sourceFilesOf(program), kValidatorSourceLimit};
    for (const std::filesystem::path& path : program.libraries)
        input.included.push_back(sourceFile(path.filename().string(), path));
    input.constants = constants;
    return input;
}

bool hasFile(const model::JuryProgram& validator, const char* name)
{
    return std::find(validator.files.begin(), validator.files.end(), validator.folder / name) !=
           validator.files.end();
}

bool isScripted(const model::JuryProgram& validator)
{
    return hasFile(validator, "build") || hasFile(validator, "run");
}

BuildResult failure(const model::JuryProgram& validator, const std::string& reason)
{
    return BuildFailed{"the jury's program " + toPrintableLine(validator.name) + " " + reason};
}

BuildResult built(const model::JuryProgram& validator, std::shared_ptr<const Program> program,
                  std::vector<std::string> arguments, const model::Language& language)
{
    auto result = std::make_shared<BuiltJuryProgram>();
    result->prepared.name = validator.name;
    result->prepared.arguments = std::move(arguments);
    result->prepared.environment = language.environment;
    result->prepared.processes = language.processes;
    result->prepared.extraMemory = language.extraMemory;
    for (const ProgramFile& file : program->compiled->files) {
        if (language.nativeExecutable && file.name == program->binary)
            result->prepared.executable = file.fd.get();
        else
            result->prepared.files.push_back({file.name, file.fd.get(), file.executable});
    }
    result->program = std::move(program);
    return result;
}

constexpr const char* kConvert = "; convert it, for example with `dos2unix`";

/// Why the system cannot start a script, for faults that editors put in and nobody sees; empty: none is seen.
std::string scriptFault(const std::string& name, std::string_view content)
{
    if (content.starts_with("\xEF\xBB\xBF"))
        return "its script `" + name +
               "` begins with a UTF-8 byte order mark, so that it cannot be started; "
               "save it without";
    const std::string_view line = content.substr(0, content.find('\n'));
    if (line.starts_with("#!") && line.ends_with('\r'))
        return "its script `" + name + "` has Windows line ends (CRLF), so that its interpreter " +
               toPrintableLine(headOf(line.substr(2), 80)) + " is not found" + kConvert;
    return {};
}

/// Runs the script `build` and takes the files that lie in the folder afterwards. Not kept in the cache: the
/// files that a script reads are not known.
BuildResult buildByScript(sandbox::Box& juryBox, const model::JuryProgram& validator,
                          const Constants& constants, const model::Limits& limits, std::stop_token stop,
                          Beside beside)
{
    const std::vector<model::SourceFile> files = sourceFilesOf(validator);
    LoadedSources loaded = loadSources(files, kValidatorSourceLimit);
    if (const auto* refused = std::get_if<SourceRefused>(&loaded))
        return failure(validator, "cannot be used: " + refused->message);
    if (const auto* unreadable = std::get_if<SourceUnreadable>(&loaded))
        return failure(validator, "cannot be read: " + unreadable->message);
    Compiled compiled{{true, {}, {}, {}}, {}};
    std::string hint;
    for (LoadedSource& source : std::get<std::vector<LoadedSource>>(loaded)) {
        if (source.name == "build" || source.name == "run") {
            if (const std::string fault = scriptFault(source.name, source.content); !fault.empty())
                return failure(validator, "cannot be started: " + fault);
        }
        if (source.name == "build" && source.content.find("\r\n") != std::string::npos)
            hint = std::string("`build` has Windows line ends (CRLF)") + kConvert + '\n';
        putConstants(constants, source.content);
        Result<unique_fd> fd = sandbox::makeMemoryFile(source.content, "source");
        if (!fd)
            return failure(validator, "cannot be prepared: " + fd.error().message);
        compiled.files.push_back({source.name, std::move(*fd), source.content.size(), true});
    }
    if (hasFile(validator, "build")) {
        sandbox::RunRequest request;
        request.arguments = {"./build"};
        request.limits = compileLimits({}, limits);
        request.collect = {"*"};
        for (const ProgramFile& file : compiled.files)
            request.files.push_back({file.name, file.fd.get(), true});
        sandbox::RunResult run = juryBox.run(request, stop);
        if (run.status == model::RunStatus::Cancelled)
            return Cancelled{};
        if (run.status == model::RunStatus::WallLimit && beside == Beside::Others)
            return OutOfWallTime{"its script `build` was " + describeStop(run, request.limits)};
        if (run.status != model::RunStatus::Exited || run.exitCode != 0) {
            const std::string why = run.status == model::RunStatus::SandboxFailed ? whyItFailed(run)
                                    : run.status == model::RunStatus::Exited
                                        ? "it ended with exit code " + std::to_string(run.exitCode)
                                        : describeStop(run, request.limits);
            return failure(validator, "could not be built by its script `build`: " + why + "\n" + hint +
                                          std::string(headOf(compileLog(run), kShownLog)));
        }
        for (sandbox::CollectedFile& file : run.collected) {
            std::erase_if(compiled.files, [&file](const ProgramFile& old) { return old.name == file.name; });
            compiled.files.push_back({std::move(file.name), std::move(file.fd), file.size, file.executable});
        }
    }
    const bool runnable = std::any_of(compiled.files.begin(), compiled.files.end(),
                                      [](const ProgramFile& file) { return file.name == "run"; });
    if (!runnable)
        return failure(validator, "has a script `build` that makes no program `run`");
    model::Language scripted;
    scripted.processes = kScriptProcesses;
    auto program = std::make_shared<const Program>(
        Program{scripted, {}, {}, std::make_shared<const Compiled>(std::move(compiled))});
    return built(validator, program, {"./run"}, scripted);
}

} // namespace

std::optional<std::string> languageOfJuryProgram(const model::JuryProgram& validator,
                                                 const std::vector<model::Language>& languages)
{
    if (isScripted(validator))
        return std::nullopt;
    if (!validator.language.empty())
        return validator.language;
    return toolchain::languageOf(sourceFilesOf(validator), languages);
}

BuildResult buildJuryProgram(Compiler& compiler, sandbox::Box& juryBox, const model::JuryProgram& validator,
                             const model::Toolchain* toolchain, const std::vector<model::Language>& languages,
                             const Constants& constants, const model::Limits& limits, std::stop_token stop,
                             Beside beside)
{
    if (isScripted(validator))
        return buildByScript(juryBox, validator, constants, limits, stop, beside);
    if (toolchain == nullptr && !validator.language.empty())
        return failure(validator,
                       "is in " + toPrintableLine(validator.language) + ", which is no language here");
    if (toolchain == nullptr)
        return failure(validator, "cannot be compiled: " +
                                      toolchain::whyNoLanguage(sourceFilesOf(validator), languages));
    if (!toolchain->available)
        return failure(validator,
                       "needs " + toolchain->language.name + ", which is missing: " + toolchain->problem);

    CompileResult result =
        compiler.compile(juryBox, *toolchain, inputFrom(validator, constants), limits, stop, beside);
    if (std::holds_alternative<Cancelled>(result))
        return Cancelled{};
    if (auto* late = std::get_if<OutOfWallTime>(&result))
        return std::move(*late);
    if (const auto* rejected = std::get_if<CompileRejected>(&result))
        return failure(validator,
                       "does not compile:\n" + std::string(headOf(rejected->outcome.log, kShownLog)));
    if (const auto* failed = std::get_if<SandboxFailed>(&result))
        return failure(validator, "could not be compiled: " + failed->reason);
    const std::shared_ptr<const Program>& program = std::get<ProgramReady>(result).program;
    return built(
        validator, program,
        toolchain::runCommand(program->language, program->sources, program->binary, limits.validationMemory),
        program->language);
}

} // namespace assize::exec
