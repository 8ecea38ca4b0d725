// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "base/result.h"
#include "clone_into_group.h"
#include "system.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace assize::box {

namespace {

constexpr std::array<std::string_view, 3> kEnvironment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp",
                                                          "LANG=C.UTF-8"};
/// Half of the descriptors that the engine may have at least: those that a program of the engine's own user
/// has sent and nobody has received are counted against both.
constexpr rlim_t kOpenFiles = 512;
/// RLIMIT_DATA counts reserved memory, not used memory: runtimes reserve about this much more than they use.
constexpr std::uint64_t kDataMargin = 1280ULL << 20;

/// The child's data, and the place where it leaves its error: it shares our memory until execve.
struct Child
{
    const ProgramStart* start = nullptr;
    int executable = -1; ///< as in `start`, and processes, too; in the child they may have other numbers
    int processes = -1;
    ProgramDescriptor* pipes = nullptr; ///< as many as in `start`
    std::array<std::pair<int, rlimit>, 7> limits{};
    std::size_t limitCount = 0;
    char** arguments = nullptr;
    char** environment = nullptr;
    std::vector<std::string>* candidates = nullptr; ///< paths to try, when there is no executable descriptor
    Step failedStep = Step::None;
    int error = 0;
};

void fail(Child& child, Step step)
{
    child.failedStep = step;
    child.error = errno;
}

void executeProgram(Child& child)
{
    if (child.executable >= 0) {
        ::syscall(SYS_execveat, child.executable, "", child.arguments, child.environment, AT_EMPTY_PATH);
        return fail(child, Step::ExecuteFile);
    }
    int error = ENOENT;
    for (const std::string& path : *child.candidates) {
        ::execve(path.c_str(), child.arguments, child.environment);
        if (errno != ENOENT && errno != ENOTDIR)
            error = errno;
        if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
            break;
    }
    errno = error;
    fail(child, Step::Execute);
}

/// The first victim of any shortage of memory shall be the program, not the box or the desktop.
void offerToOutOfMemoryKiller(int processes, bool sameUser)
{
    // Memory that nobody may look into has files in /proc that belong to root, whom a user namespace does not
    // know. We share the box's, and nothing else runs in it now.
    if (sameUser)
        ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    const int fd = ::openat(processes, "self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (sameUser)
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (fd >= 0) {
        (void)!::write(fd, "1000", 4);
        ::close(fd);
    }
}

/// Out of the way of the numbers up to `last`, among which the program's own will be.
bool moveAbove(int last, int& fd)
{
    if (fd >= 0 && fd <= last)
        fd = ::fcntl(fd, F_DUPFD_CLOEXEC, last + 1);
    return fd >= 0;
}

/// Gives the program its pipes. Descriptors under their numbers are closed, here in the child only: those
/// still needed are moved first, and all other descriptors of the box go at the execve.
bool setPipes(Child& child)
{
    const std::size_t number = child.start->pipes.size();
    int last = -1;
    for (std::size_t i = 0; i < number; ++i)
        last = std::max(last, child.pipes[i].number);
    if ((child.executable >= 0 && !moveAbove(last, child.executable)) ||
        (child.processes >= 0 && !moveAbove(last, child.processes)))
        return false;
    for (std::size_t i = 0; i < number; ++i) {
        if (!moveAbove(last, child.pipes[i].ours))
            return false;
    }
    for (std::size_t i = 0; i < number; ++i) {
        if (::dup2(child.pipes[i].ours, child.pipes[i].number) < 0)
            return false;
    }
    return true;
}

/// Runs in the child, on a stack of its own but in the box's memory: system calls only, no allocation.
int childMain(void* argument)
{
    Child& child = *static_cast<Child*>(argument);
    const ProgramStart& start = *child.start;
    if (::dup2(start.input, 0) < 0 || ::dup2(start.output, 1) < 0 || ::dup2(start.errorOutput, 2) < 0 ||
        !setPipes(child)) {
        fail(child, Step::SetStreams);
        ::_exit(127);
    }
    if (start.ownGroup) {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    }
    if (child.processes >= 0)
        offerToOutOfMemoryKiller(child.processes, !start.changeUser && !start.ownGroup);
    // Limits first: only the box may raise those of this machine's users.
    for (std::size_t i = 0; i < child.limitCount; ++i) {
        if (::syscall(SYS_prlimit64, 0, child.limits[i].first, &child.limits[i].second, nullptr) != 0) {
            fail(child, Step::SetLimits);
            ::_exit(127);
        }
    }
    if (start.group >= 0)
        ::syscall(SYS_unshare, CLONE_NEWCGROUP,
                  start.key); // the name of its group tells the number of the run
    if (start.changeUser && (::syscall(SYS_setgroups, 0, nullptr) != 0 ||
                             ::syscall(SYS_setresgid, start.uid, start.uid, start.uid) != 0 ||
                             ::syscall(SYS_setresuid, start.uid, start.uid, start.uid) != 0)) {
        fail(child, Step::ChangeUser);
        ::_exit(127);
    }
    executeProgram(child);
    ::_exit(127);
}

void addLimit(Child& child, int resource, std::uint64_t soft, std::uint64_t hard)
{
    rlimit most{hard, hard};
    if (!child.start->changeUser)
        ::getrlimit(static_cast<__rlimit_resource>(resource), &most);
    hard = std::min<std::uint64_t>(hard, most.rlim_max);
    child.limits[child.limitCount++] = {resource, rlimit{std::min(soft, hard), hard}};
}

void fillLimits(Child& child)
{
    const sandbox::protocol::Run& run = *child.start->run;
    if (run.cpuTime != 0) {
        // Only a net below the box's own watch: whole seconds, and for one process.
        const std::uint64_t seconds = run.cpuTime / 1'000'000'000 + 2;
        addLimit(child, RLIMIT_CPU, seconds, seconds + 1);
    }
    if (run.output != 0)
        addLimit(child, RLIMIT_FSIZE, run.output + 1, run.output + 1);
    const rlim_t stack = run.memory != 0 ? run.memory : RLIM_INFINITY;
    addLimit(child, RLIMIT_STACK, stack, stack);
    addLimit(child, RLIMIT_NOFILE, kOpenFiles, kOpenFiles);
    if (child.start->limitProcesses) {
        // The box counts too where it is the same user.
        const rlim_t processes =
            run.processes + (child.start->changeUser ? 0U : 1U + child.start->otherProcesses);
        addLimit(child, RLIMIT_NPROC, processes, processes);
    }
    if (child.start->limitData && run.memory != 0) {
        // A thread's stack is as large as RLIMIT_STACK unless the program says otherwise, and is reserved at
        // once.
        const rlim_t stacks = run.processes > 1 ? run.processes * run.memory : 0;
        const rlim_t data = run.memory + kDataMargin + stacks;
        addLimit(child, RLIMIT_DATA, data, data);
    }
}

/// The box's own variables, unless the request has them, and those of the request.
void fillEnvironment(const sandbox::protocol::Run& run, std::vector<char*>& environment)
{
    for (const std::string_view own : kEnvironment) {
        const std::string_view name = own.substr(0, own.find('=') + 1);
        const bool replaced = std::any_of(run.environment.begin(), run.environment.end(),
                                          [name](std::string_view item) { return item.starts_with(name); });
        if (!replaced)
            environment.push_back(const_cast<char*>(own.data()));
    }
    for (const std::string_view item : run.environment)
        environment.push_back(const_cast<char*>(item.data()));
    environment.push_back(nullptr);
}

std::vector<std::string> pathsOf(std::string_view program)
{
    if (program.find('/') != std::string_view::npos)
        return {std::string(program)};
    std::vector<std::string> paths;
    for (std::string_view folders = kPath; !folders.empty();) {
        const std::size_t end = folders.find(':');
        paths.push_back(std::string(folders.substr(0, end)) + "/" + std::string(program));
        folders.remove_prefix(end == std::string_view::npos ? folders.size() : end + 1);
    }
    return paths;
}

/// Whether it is by its content that the kernel does not execute the file of `child`: it is no program, or
/// names a loader that does not exist. The author of the source decides that, so it is no fault of ours. The
/// remaining errors are shortages, and a machine that executes no files in memory.
bool isFaultOfContent(const Child& child)
{
    constexpr int kSealExec = 0x20; // F_SEAL_EXEC, newer than our headers
    const int seals = ::fcntl(child.start->executable, F_GET_SEALS);
    switch (child.error) {
    case ENOMEM:
    case EAGAIN:
    case ENFILE:
    case EMFILE:
    case E2BIG:
    case ENOSYS:
    case EBADF:
    case EFAULT:
        return false;
    case EACCES:
        return seals < 0 || (seals & kSealExec) == 0;
    case ETXTBSY: // nobody can have a sealed file open for writing: it is the loader that it names
        return seals >= 0 && (seals & F_SEAL_WRITE) != 0;
    default:
        return true;
    }
}

} // namespace

Attempt<Program> startProgram(const ProgramStart& start)
{
    const sandbox::protocol::Run& run = *start.run;
    std::vector<char*> arguments;
    arguments.reserve(run.arguments.size() + 1);
    for (const std::string_view argument : run.arguments)
        arguments.push_back(const_cast<char*>(argument.data()));
    arguments.push_back(nullptr);
    std::vector<char*> environment;
    environment.reserve(run.environment.size() + kEnvironment.size() + 1);
    fillEnvironment(run, environment);
    std::vector<std::string> candidates;
    if (start.executable < 0)
        candidates = pathsOf(run.arguments.front());

    std::vector<ProgramDescriptor> pipes = start.pipes;
    Child child;
    child.start = &start;
    child.executable = start.executable;
    child.processes = start.processes;
    child.pipes = pipes.data();
    child.arguments = arguments.data();
    child.environment = environment.data();
    child.candidates = &candidates;
    fillLimits(child);

    alignas(16) static std::array<char, 64 << 10> stack;
    int handle = -1;
    const pid_t pid =
        start.group >= 0
            ? cloneIntoGroup(childMain, &child, stack.data(), stack.size(), start.group, start.key, handle)
            : ::clone(childMain, stack.data() + stack.size(), CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD,
                      &child, &handle);
    if (pid < 0)
        return failed(start.group >= 0 ? Step::CloneIntoGroup : Step::Clone);
    Program program{pid, unique_fd(handle), {}};
    if (child.failedStep == Step::ExecuteFile && isFaultOfContent(child)) {
        program.refusal = systemError("the system does not execute this program", child.error).message;
        return program;
    }
    if (child.failedStep != Step::None)
        return Failure{child.failedStep, child.error, std::string(run.arguments.front())};
    return program;
}

} // namespace assize::box
