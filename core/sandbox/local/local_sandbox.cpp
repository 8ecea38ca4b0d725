// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/local_sandbox.h"

#include "base/installed.h"
#include "sandbox/local/isolation.h"
#include "sandbox/local/local_box.h"
#include "sandbox/protocol/connection.h"
#include "sandbox/protocol/ways.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace assize::sandbox {

namespace {

using model::RunStatus;

class LocalSandbox final : public Sandbox
{
public:
    LocalSandbox(std::shared_ptr<LocalShared> shared, SandboxInfo info)
        : m_shared(std::move(shared)), m_info(std::move(info))
    {
    }
    SandboxInfo info() const override { return m_info; }
    Result<std::unique_ptr<Box>> openBox(BoxRole, int slot) override
    {
        auto box = std::make_unique<LocalBox>(m_shared, m_shared->processors.of(slot).value_or(-1));
        if (protocol::Attempt<> connected = box->connect(); !connected)
            return Error{ErrorKind::Internal, "cannot make a box: " + textOf(connected.failure())};
        return std::unique_ptr<Box>(std::move(box));
    }
    std::optional<int> processorOf(int slot) const override { return m_shared->processors.of(slot); }

private:
    std::shared_ptr<LocalShared> m_shared;
    SandboxInfo m_info;
};

Result<std::filesystem::path> findBox(const LocalSandboxOptions& options)
{
    if (!options.box.empty())
        return options.box;
    if (std::optional<std::filesystem::path> found = findHelper("assize-box"))
        return std::move(*found);
    return Error{ErrorKind::InvalidInput,
                 "The helper program assize-box is not beside this program and not in "
                 "../libexec/assize from there; reinstall Assize."};
}

/// Runs the helper itself as a program in a new box. The error describes the failure.
Result<std::string> tryKind(const std::shared_ptr<LocalShared>& shared, const std::filesystem::path& program)
{
    const unique_fd executable(::open(program.c_str(), O_RDONLY | O_CLOEXEC));
    if (!executable)
        return systemError("cannot open " + program.string(), errno);
    LocalBox box(shared, -1);
    if (protocol::Attempt<> connected = box.connect(); !connected)
        return Error{ErrorKind::Internal, textOf(connected.failure())};
    RunRequest request;
    request.arguments = {"assize-box", "--probe"};
    request.executable = executable.get();
    request.limits.cpuTime = request.limits.wallTime = std::chrono::seconds(10);
    request.limits.memory = 64 << 20;
    request.limits.output = 4096;
    const RunResult result = box.run(request, {});
    if (result.status == RunStatus::SandboxFailed)
        return Error{ErrorKind::Internal, whyItFailed(result)};
    char answer[64] = {};
    const ssize_t size = ::pread(result.standardOutput.get(), answer, sizeof answer, 0);
    if (result.status != RunStatus::Exited || result.exitCode != 0 || size <= 0 ||
        std::string_view(answer, static_cast<std::size_t>(size)) != "assize-box probe\n")
        return Error{ErrorKind::Internal, "a first program in it did not run: status " +
                                              std::to_string(static_cast<int>(result.status)) +
                                              ", exit code " + std::to_string(result.exitCode) + ", signal " +
                                              std::to_string(result.signal)};
    return box.notes();
}

Result<std::unique_ptr<Sandbox>> makeUnisolated(const LocalSandboxOptions& options,
                                                std::shared_ptr<SpawnerClient> spawner,
                                                const std::filesystem::path& program)
{
    BoxKind kind;
    kind.isolated = false;
    kind.cgroups = false;
    std::shared_ptr<LocalShared> shared(
        new LocalShared{std::move(spawner), kind, SealedFiles(true), options.patience, {}});
    Result<std::string> notes = tryKind(shared, program);
    if (!notes)
        return notes.error();
    SandboxInfo info = describeUnisolated();
    return std::unique_ptr<Sandbox>(std::make_unique<LocalSandbox>(std::move(shared), std::move(info)));
}

} // namespace

Result<std::unique_ptr<Sandbox>> makeLocalSandbox(const LocalSandboxOptions& options)
{
    Result<std::filesystem::path> program = findBox(options);
    if (!program)
        return program.error();
    protocol::allowManyDescriptors();
    Result<std::shared_ptr<SpawnerClient>> spawner = SpawnerClient::start(*program);
    if (!spawner)
        return spawner.error();
    if (options.noIsolation)
        return makeUnisolated(options, std::move(*spawner), *program);

    const std::filesystem::path box = std::filesystem::absolute(*program).lexically_normal();
    const protocol::WantedIsolation wanted{options.cgroups, options.userNamespace, options.strict};
    BoxKind kind;
    kind.strict = options.strict;
    std::vector<std::string> refusals;
    for (const protocol::Way& way : protocol::waysToTry(wanted, !(*spawner)->cgroups().empty())) {
        kind.userNamespace = way.userNamespace;
        kind.cgroups = way.cgroups;
        std::shared_ptr<LocalShared> shared(
            new LocalShared{*spawner, kind, SealedFiles(way.userNamespace), options.patience, {}});
        Result<std::string> notes = tryKind(shared, *program);
        if (notes) {
            SandboxInfo info =
                describe({way, wanted, (*spawner)->cgroups(), (*spawner)->groupRefusals(), *notes, refusals},
                         box.string());
            return std::unique_ptr<Sandbox>(
                std::make_unique<LocalSandbox>(std::move(shared), std::move(info)));
        }
        refusals.push_back(protocol::nameOf(way) + ": " + notes.error().message);
    }
    return Error{
        ErrorKind::NoIsolation, protocol::whyNoWay(refusals, box.string()), {Remedy::Code::JudgeUnprotected}};
}

} // namespace assize::sandbox
