// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/local_sandbox.h"

#include "sandbox/local/local_box.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
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
        if (Result<void> connected = box->connect(); !connected)
            return connected.error().context("cannot make a box");
        return std::unique_ptr<Box>(std::move(box));
    }
    std::optional<int> processorOf(int slot) const override { return m_shared->processors.of(slot); }

private:
    std::shared_ptr<LocalShared> m_shared;
    SandboxInfo m_info;
};

std::string readLine(const char* path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

Result<std::filesystem::path> findBox(const LocalSandboxOptions& options)
{
    if (!options.box.empty())
        return options.box;
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::filesystem::path folder = self.parent_path();
    for (const std::filesystem::path& candidate :
         {folder / "assize-box", folder / "../libexec/assize/assize-box"}) {
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return Error{ErrorKind::InvalidInput, "The helper program assize-box is not beside " + self.string() +
                                              " and not in ../libexec/assize; reinstall Assize."};
}

/// Runs the helper itself as a program in a new box. The error says what went wrong.
Result<std::string> tryKind(const std::shared_ptr<LocalShared>& shared, const std::filesystem::path& program)
{
    const unique_fd executable(::open(program.c_str(), O_RDONLY | O_CLOEXEC));
    if (!executable)
        return systemError("cannot open " + program.string(), errno);
    LocalBox box(shared, -1);
    if (Result<void> connected = box.connect(); !connected)
        return connected.error();
    RunRequest request;
    request.arguments = {"assize-box", "--probe"};
    request.executable = executable.get();
    request.limits.cpuTime = request.limits.wallTime = std::chrono::seconds(10);
    request.limits.memory = 64 << 20;
    request.limits.output = 4096;
    const RunResult result = box.run(request, {});
    if (result.status == RunStatus::SandboxFailed)
        return Error{ErrorKind::Internal, result.failure};
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

/// What an operator can do where user namespaces are refused to `box`.
std::string userNamespaceAdvice(const std::filesystem::path& box)
{
    std::string advice;
    if (readLine("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
        advice += " AppArmor restricts user namespaces here: run `sudo packaging/apparmor/install " +
                  std::filesystem::absolute(box).lexically_normal().string() +
                  "`, which permits them to assize-box, or"
                  " `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`.";
    if (readLine("/proc/sys/kernel/unprivileged_userns_clone") == "0")
        advice += " Run `sudo sysctl kernel.unprivileged_userns_clone=1`.";
    if (readLine("/proc/sys/user/max_user_namespaces") == "0")
        advice += " Run `sudo sysctl user.max_user_namespaces=10000`.";
    if (advice.empty())
        advice = " In a container, start it with --privileged.";
    return advice;
}

struct Way
{
    bool userNamespace = false;
    bool cgroups = true;
};

/// The ways to isolate, best first.
std::vector<Way> waysToTry(const LocalSandboxOptions& options, bool hasCgroups)
{
    std::vector<Way> ways;
    for (const bool userNamespace : {false, true}) {
        if (!userNamespace && (::geteuid() != 0 || options.userNamespace))
            continue;
        for (const bool cgroups : {true, false}) {
            if (!cgroups || (hasCgroups && options.cgroups))
                ways.push_back({userNamespace, cgroups});
        }
    }
    return ways;
}

void appendLines(std::vector<std::string>& list, std::string_view lines)
{
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        list.emplace_back(lines.substr(0, end));
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
}

void setFingerprint(SandboxInfo& info)
{
    info.fingerprint = info.name + "/" + std::to_string(protocol::kVersion);
    for (const std::string& item : info.isolation)
        info.fingerprint += " " + item;
}

/// `wanted`: control groups were to be used if possible.
SandboxInfo describe(const Way& way, const SpawnerClient& spawner, std::string_view notes,
                     const std::vector<std::string>& refusals, bool wanted, bool strict)
{
    SandboxInfo info;
    info.name = "local";
    info.isolation = {way.userNamespace ? "userns" : "root", "namespaces", "seccomp", "pidfd"};
    if (!way.userNamespace)
        info.isolation.emplace_back("uid");
    if (strict)
        info.isolation.emplace_back("strict");
    if (way.cgroups)
        info.isolation.push_back(spawner.cgroups());
    for (const std::string& refusal : refusals)
        info.warnings.push_back("A better way to isolate was tried and failed: " + refusal);
    if (!way.cgroups) {
        std::string why = "they were not wanted";
        if (wanted)
            why = spawner.cgroupNote().empty() ? "they did not work" : spawner.cgroupNote();
        info.warnings.push_back(
            "Memory is measured without control groups: a program over its limit is noticed some "
            "milliseconds late, and memory in /dev/shm is not counted. Why: " +
            why + ".");
    } else if (!spawner.cgroupNote().empty())
        info.warnings.push_back(spawner.cgroupNote());
    appendLines(info.warnings, notes);
    setFingerprint(info);
    return info;
}

Result<std::unique_ptr<Sandbox>> makeUnisolated(std::shared_ptr<SpawnerClient> spawner,
                                                const std::filesystem::path& program)
{
    BoxKind kind;
    kind.isolated = false;
    kind.cgroups = false;
    std::shared_ptr<LocalShared> shared(new LocalShared{std::move(spawner), kind, SealedFiles(true), {}});
    Result<std::string> notes = tryKind(shared, program);
    if (!notes)
        return notes.error();
    SandboxInfo info{"none",
                     {"none"},
                     {"Programs run without any isolation, as the user who started Assize: they "
                      "can read the answers, change the results and use the network."},
                     {}};
    setFingerprint(info);
    return std::unique_ptr<Sandbox>(std::make_unique<LocalSandbox>(std::move(shared), std::move(info)));
}

/// The kernel refuses to send descriptors once a user has more of them on the way than the sender may have
/// open. A program of our own user could bring that about for everybody if we were allowed no more than it
/// is.
void allowManyDescriptors()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)::setrlimit(RLIMIT_NOFILE, &limit); // then it stays as it is
    }
}

} // namespace

Result<std::unique_ptr<Sandbox>> makeLocalSandbox(const LocalSandboxOptions& options)
{
    Result<std::filesystem::path> program = findBox(options);
    if (!program)
        return program.error();
    allowManyDescriptors();
    Result<std::shared_ptr<SpawnerClient>> spawner = SpawnerClient::start(*program);
    if (!spawner)
        return spawner.error();
    if (options.noIsolation)
        return makeUnisolated(std::move(*spawner), *program);

    BoxKind kind;
    kind.strict = options.strict;
    std::vector<std::string> refusals;
    for (const Way& way : waysToTry(options, !(*spawner)->cgroups().empty())) {
        kind.userNamespace = way.userNamespace;
        kind.cgroups = way.cgroups;
        std::shared_ptr<LocalShared> shared(
            new LocalShared{*spawner, kind, SealedFiles(way.userNamespace), {}});
        Result<std::string> notes = tryKind(shared, *program);
        if (notes) {
            SandboxInfo info = describe(way, **spawner, *notes, refusals, options.cgroups, options.strict);
            return std::unique_ptr<Sandbox>(
                std::make_unique<LocalSandbox>(std::move(shared), std::move(info)));
        }
        refusals.push_back(std::string(way.userNamespace ? "user namespace" : "as root") +
                           (way.cgroups ? " with control groups: " : ": ") + notes.error().message);
    }
    std::string message = "Programs cannot be run safely on this machine.";
    for (const std::string& refusal : refusals)
        message += " Tried " + refusal + ".";
    return Error{ErrorKind::NoIsolation, message + userNamespaceAdvice(*program) +
                                             " To judge without any protection, say `--sandbox none`."};
}

} // namespace assize::sandbox
