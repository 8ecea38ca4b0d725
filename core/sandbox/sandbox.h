// SPDX-License-Identifier: GPL-3.0-or-later
// The seam between the judge and the sandboxes that run programs: Sandbox makes boxes, a Box runs one program
// at a time.
//
// Implemented by sandbox/local (namespaces of this machine), sandbox/docker, and sandbox/fake (scripted, for
// tests). Used by check and exec. One Box belongs to one slot: its calls come from one thread at a time.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "model/verdict.h"
#include "sandbox/protocol/failure.h"
#include "sandbox/protocol/mechanisms.h"
#include "sandbox/protocol/pipes.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::sandbox {

using Failure = protocol::Failure;
using Step = protocol::Step;

/// Whose programs a box runs. They never share a box, a uid or a file system.
enum class BoxRole { Contestant, Jury };

/// A file to place into the work folder before a run. The descriptor is borrowed for the call and read from
/// offset 0 with pread; a regular file or a memfd.
struct InputFile
{
    std::string name; ///< relative to the work folder, may have folders, no ".." and not absolute; bytes
    int fd = -1;
    bool executable = false;
    bool writable = false; ///< by the program, which gets a copy
};

/// Limits of one run. Zero means: no limit of this kind (only for trusted uses; contestants always have all).
struct RunLimits
{
    std::chrono::nanoseconds cpuTime{0}; ///< the run is stopped here; callers add the 1.1 x themselves
    std::chrono::nanoseconds wallTime{0};
    std::uint64_t memory = 0;             ///< bytes, also the stack limit
    std::uint64_t output = 0;             ///< bytes of standard output; also of any one file
    std::uint64_t errorOutput = 64 << 10; ///< bytes of standard error that are kept; more is read and dropped
    std::uint64_t fileSpace = 64ULL << 20; ///< bytes in work folder and /tmp, beside the files placed there
    int processes = 1; ///< processes and threads; a box without pids cgroup uses RLIMIT_NPROC
};

/// One end of a pipe that goes to a box. Box::run closes it as soon as the box has it, and in any case before
/// it returns, so that a reader or writer of the other end sees this end close with the program. Shared, so
/// that requests can be copied; used up by one run.
using PipeEnd = std::shared_ptr<unique_fd>;

/// A pipe that a program finds open when it begins. Pipes are made by runGroup.
struct ProgramPipe
{
    /// Its number: 0 and 1 instead of the usual standard input and output, or 3 to kLastDescriptor, each
    /// once.
    int descriptor = 0;
    bool reads = true; ///< the program reads from it; false: writes to it
    /// The box gives it to the program's user: it must lead nowhere but to another box, and be made anew for
    /// each run.
    PipeEnd end;
    std::size_t partner = 0; ///< the program at its other end, for a Conversation: any number, equal for the
                             ///< same program
};

inline constexpr int kLastDescriptor = static_cast<int>(protocol::kLastDescriptor);
/// The most pipes that one program can have.
inline constexpr std::size_t kMaximumPipes = protocol::kMaximumPipes;

/// How a jury's program talks to a program of another box, or to several; see group.h. The box of the jury
/// stands between them: it reads the bytes of each program, notes them and passes them on, without ever
/// waiting for a single program and with a bounded buffer for each pipe. (Bytes are copied, not spliced: the
/// noted bytes are those that were passed on, also when the program changes the pages that it gave to its
/// pipe.) A program is not harmed by talking to a program that has ended: its bytes are dropped, until
/// - the jury's program has ended with another exit code than `acceptExitCode`, or a program has said more
///   than it may: then that program (after the jury's, each of them) finds all of its pipes broken.
struct Conversation
{
    std::uint64_t programOutput = 0; ///< bytes that each program may say; 0: no limit
    std::uint64_t juryOutput =
        0; ///< bytes that the jury's program may say to all, else OutputLimit; 0: no limit
    std::uint64_t transcript =
        32 << 10; ///< bytes of the transcript; of a longer talk its head and its tail are kept
    /// The jury's program has accepted: further output of the programs does not matter and does them no harm.
    /// The run of the jury's program then lasts until all of them have closed their pipes.
    int acceptExitCode = 42;
};

struct RunRequest
{
    /// Bytes. arguments[0] is the program: a path inside the box or a name found in the box's PATH, or only
    /// the name shown to the program when `executable` is set.
    std::vector<std::string> arguments;
    std::vector<std::string> environment; ///< "NAME=value" in addition to the box's own PATH, HOME, LANG
    /// Started from this descriptor (execveat) instead of a path: a file that nobody can write any more.
    /// Borrowed. If the kernel does not execute it for its content, the run ends as Exited with 127 and says
    /// so on standard error.
    int executable = -1;
    std::vector<InputFile> files;
    int standardInput = -1; ///< borrowed; a regular file or memfd opened read-only; -1: /dev/null
    /// At most kMaximumPipes. Where a pipe is standard output, limits.output counts for files only; the
    /// reader of the pipe counts its bytes.
    std::vector<ProgramPipe> pipes{};
    /// For the jury: the box itself reads and writes `pipes`, and gives the program pipes of its own in their
    /// places. There is at least one pipe.
    std::optional<Conversation> conversation{};
    RunLimits limits;
    /// Files of the work folder to bring back after the run: names or shell globs (no folders). Regular files
    /// only.
    std::vector<std::string> collect;
    std::uint64_t collectLimit = 256ULL << 20; ///< bytes of all collected files together
    /// Keep the work folder for the next run in this box (only within one compile or one check).
    bool keepWorkFolder = false;
};

/// A file brought back: an unlinked or sealed copy that the program can no longer change.
struct CollectedFile
{
    std::string name;
    unique_fd fd;
    std::uint64_t size = 0;
    bool executable = false;
};

/// Where a sandbox spent the time of one run, for benchmarks; all 0 where it does not tell. The rest of
/// `whole` is the program's own, from its execve to its end.
struct BoxTimes
{
    std::chrono::nanoseconds whole{0};   ///< from the request decoded to the result ready
    std::chrono::nanoseconds prepare{0}; ///< until the program is about to be started
    std::chrono::nanoseconds start{0};   ///< until its execve has succeeded
    std::chrono::nanoseconds collect{0}; ///< after its end: reaping, measuring, deciding, collecting files
    std::chrono::nanoseconds reset{0};   ///< emptying the folders that it may write to
};

/// The part of a Conversation with one of the programs.
struct PartnerTalk
{
    std::size_t partner = 0;  ///< ProgramPipe::partner; of a group the number of its run
    std::uint64_t said = 0;   ///< bytes that it said
    std::uint64_t told = 0;   ///< bytes that the jury's program said to it
    bool saidTooMuch = false; ///< more than Conversation::programOutput
    bool endedFirst = false;  ///< its ends of the pipes were closed before the jury's program ended
};

/// The outcome of a Conversation. Its transcript is RunResult::transcript: the lines of the programs, in the
/// order in which the box passed it on; each line begins with '>' where a program says it and with '<' where
/// the jury's program does (as in .interaction files, legacy specification, "Interactive problems"), before
/// which stands the number of the jury's descriptor where that is not a standard stream. A line that another
/// line interrupts is ended; only the last line may be without an end. Bytes.
struct ConversationResult
{
    std::vector<PartnerTalk> partners{}; ///< in the order in which they first appear in the request's pipes

    /// Null where there is no such partner.
    const PartnerTalk* with(std::size_t partner) const;
};

struct RunResult
{
    model::RunStatus status = model::RunStatus::SandboxFailed;
    int exitCode = 0;                    ///< when Exited
    int signal = 0;                      ///< when Signalled, or the signal that ended it otherwise
    std::chrono::nanoseconds cpuTime{0}; ///< user + system of all processes of the run
    std::chrono::nanoseconds wallTime{0};
    std::chrono::nanoseconds endedAt{0}; ///< CLOCK_MONOTONIC when the program ended; 0: not known
    std::uint64_t memory = 0;            ///< peak, bytes
    BoxTimes boxTimes;
    /// The program's standard output, at most limits.output bytes: a memfd or regular file, to be mapped.
    /// Always open unless status is SandboxFailed or Cancelled, or its output was a pipe.
    unique_fd standardOutput;
    unique_fd transcript; ///< likewise, of a conversation
    std::uint64_t outputSize = 0;
    std::string standardError; ///< head, at most limits.errorOutput bytes
    bool standardErrorCut = false;
    std::uint64_t standardErrorSize = 0; ///< bytes, those that are not kept among them
    std::vector<CollectedFile> collected;
    std::optional<ConversationResult> conversation{};
    /// Names of regular files that the program left in its work folder, those that were placed there not
    /// among them; a few where there are many. Bytes. None with keepWorkFolder.
    std::vector<std::string> writtenFiles{};
    Failure failure{};       ///< when SandboxFailed: which step, with errno
    Failure failureBefore{}; ///< of a run that was repeated: why
};

/// For people: why the sandbox failed in a run, and its failure before that.
inline std::string whyItFailed(const RunResult& result)
{
    return textOf(result.failure, result.failureBefore);
}

/// Whether the sandbox failed in a way in which a fresh box could do better.
inline bool isWorthRepeating(const RunResult& result)
{
    return result.status == model::RunStatus::SandboxFailed && !isMissingProgram(result.failure) &&
           result.failure.step != Step::UseRequest;
}

using Mechanism = protocol::Mechanism;

/// The isolation that a sandbox gives, for `assize doctor`, the status bar and reports.
struct SandboxInfo
{
    std::string name; ///< "local", "docker", "none", "fake"
    std::vector<std::string>
        isolation; ///< "root" or "userns", "seccomp", "cgroup2" or "cgroup1", "pidfd", ...
    std::vector<std::string> warnings;   ///< missing isolation, why, and the command that would make it
                                         ///< better
    std::string fingerprint;             ///< changes when the behaviour of programs might
    std::vector<Mechanism> mechanisms{}; ///< the details of `isolation` and `warnings`
    std::string processor{};             ///< model of those that run programs; empty: not known
};

class Box
{
public:
    virtual ~Box() = default;
    /// Runs one program to its end, or to a limit, or until `stop` is requested (then Cancelled). Blocks.
    /// Never throws and never fails but by RunStatus::SandboxFailed; a box that failed is replaced at the
    /// next call.
    ///
    /// Runs that are joined by pipes go on at the same time, so each needs a thread, which only waits
    /// (runGroup has them). That is simpler than a run in two steps: cancelling, replacing boxes and the
    /// fakes stay what they are, and a thread costs less than a tenth of a run. A run with pipes is not
    /// repeated in a fresh box when the sandbox fails, as the pipes are used up: their maker makes new pipes.
    virtual RunResult run(const RunRequest& request, std::stop_token stop) = 0;
};

/// Makes boxes. Thread-safe.
class Sandbox
{
public:
    virtual ~Sandbox() = default;
    virtual SandboxInfo info() const = 0;
    /// A new box. `slot` numbers the slots from 0; boxes of one slot may share a processor.
    virtual Result<std::unique_ptr<Box>> openBox(BoxRole role, int slot) = 0;
    /// The processor on which the boxes of `slot` stay, if they stay on a single processor: a thread that
    /// calls Box::run is answered sooner there.
    virtual std::optional<int> processorOf(int /*slot*/) const { return std::nullopt; }
};

/// Both ends of a new pipe.
struct Pipe
{
    PipeEnd readEnd;
    PipeEnd writeEnd;
};
Result<Pipe> makePipe();

/// Closes the pipes of a request.
void closePipes(const RunRequest& request);

/// Whether a request can be run only once.
inline bool hasPipes(const RunRequest& request)
{
    return !request.pipes.empty();
}

/// The pipe that the program has under this number, borrowed; -1: none.
int pipeAt(const RunRequest& request, int descriptor);

/// A sealed memfd holding `content`, for standardInput, InputFile and fakes.
Result<unique_fd> makeMemoryFile(std::string_view content, const char* name = "assize");

} // namespace assize::sandbox
