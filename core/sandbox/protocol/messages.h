// SPDX-License-Identifier: GPL-3.0-or-later
// The messages between engine, spawner and boxes. Used by sandbox/local and by app/box, on one thread each.
//
// One message is one packet of a SOCK_SEQPACKET socket. It begins with kMagic, kVersion and its MessageType.
// The decoded structs hold views into the packet; only a Failure has its own detail.
//
//     engine -> spawner   OpenBox (+ the box's end of a socket pair), CloseBox
//     spawner -> engine   Hello, once
//     box    -> engine    Ready, once (its failure says why there will be no box); Report after each Run
//     engine -> box       Run (+ descriptors), Cancel
//
// End of file on any of these sockets ends the process that sees it, and everything it started.
#pragma once

#include "sandbox/protocol/failure.h"
#include "sandbox/protocol/pipes.h"
#include "sandbox/protocol/wire.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace assize::sandbox::protocol {

inline constexpr std::uint32_t kMagic = 0x5A535341; ///< "ASSZ"
inline constexpr std::uint16_t kVersion = 7;
/// The longest packet. Fits into the send buffer that Linux gives to every socket by default (212,992 bytes).
inline constexpr std::size_t kMaximumMessage = 160 << 10;
/// Descriptors with one packet; the kernel's own limit is 253.
inline constexpr std::size_t kMaximumDescriptors = 250;
inline constexpr std::size_t kMaximumArguments = 4096;
/// Beside output, input and the executable; pipes leave room for fewer.
inline constexpr std::size_t kMaximumFiles = kMaximumDescriptors - 3;
/// The most of standard error that a Report carries.
inline constexpr std::uint64_t kMaximumErrorOutput = 96 << 10;
/// Collected files of one run.
inline constexpr std::size_t kMaximumCollected = 200;
/// Names of files that a Report carries of those that the program left.
inline constexpr std::size_t kMaximumWritten = 8;
/// Failures in one Hello.
inline constexpr std::size_t kMaximumRefusals = 16;
/// The longest transcript of a conversation.
inline constexpr std::uint64_t kMaximumTranscript = 256 << 10;

enum class MessageType : std::uint16_t { Hello = 1, OpenBox, CloseBox, Ready, Run, Cancel, Report };

/// The findings of the spawner when it started.
struct Hello
{
    std::string_view cgroups;      ///< "cgroup1", "cgroup2", or empty
    std::vector<Failure> refusals; ///< why not, or why not better
};

/// How a box is made. With it goes one descriptor: the box's end of its socket.
struct OpenBox
{
    std::uint32_t id = 0;       ///< chosen by the engine, never used twice with one spawner
    bool isolated = true;       ///< false: no namespaces, no filter, no other user ("--sandbox none")
    bool strict = false;        ///< fresh pid and IPC namespaces for each run
    bool userNamespace = false; ///< isolate by a user namespace instead of by being root
    bool cgroups = true;        ///< use the cgroups that Hello named
    std::uint32_t uid = 0;      ///< of the programs; with userNamespace the user of the host that becomes
                                ///< theirs
    std::uint32_t gid = 0;      ///< with userNamespace the group of the host that becomes theirs
    std::int32_t cpu = -1;      ///< the processor to stay on, or -1
};

struct CloseBox
{
    std::uint32_t id = 0;
};

struct Ready
{
    Failure failure;        ///< none: the box waits for Run
    std::string_view notes; ///< on isolation that is weaker than wished, each on a line; for `assize doctor`
};

struct PlacedFile
{
    std::string_view name;
    bool executable = false;
    bool writable = false;
};

/// The program talks to those of other boxes, through this box, by all of its pipes.
struct Conversation
{
    std::uint64_t programOutput = 0; ///< bytes that each of the other programs may write
    std::uint64_t juryOutput = 0;    ///< that this program may say to all
    std::uint64_t transcript = 0;
    std::int32_t acceptExitCode = 0; ///< a program that ended with it leaves the pipes of the other programs
                                     ///< whole
    bool operator==(const Conversation&) const = default;
};

/// One program to run. Descriptors: a file for standard output unless that is a pipe, a file for the
/// transcript with a conversation, then standard input and the executable where the flags say so, then a
/// descriptor for each pipe and each file. All durations in nanoseconds, all sizes in bytes; 0 means no
/// limit.
struct Run
{
    std::uint32_t number = 0; ///< comes back in the Report
    std::uint64_t cpuTime = 0;
    std::uint64_t wallTime = 0;
    std::uint64_t memory = 0;
    std::uint64_t output = 0;
    std::uint64_t errorOutput = 0;
    std::uint64_t fileSpace = 0;
    std::uint32_t processes = 1;
    std::uint64_t collectLimit = 0;
    bool keepWorkFolder = false;
    bool hasInput = false; ///< a file, so that no pipe is
    bool hasExecutable = false;
    std::optional<Conversation> conversation{}; ///< not without pipes
    std::vector<ProgramPipe> pipes;
    std::vector<std::string_view> arguments;
    std::vector<std::string_view> environment;
    std::vector<PlacedFile> files;
    std::vector<std::string_view> collect;
};

/// Whether its standard output is none of its pipes.
bool writesToFile(const Run& run);
/// How many come with it.
std::size_t descriptorsOf(const Run& run);

struct Cancel
{
    std::uint32_t number = 0;
};

/// As model::RunStatus, which this library may not see; sandbox/local checks that they agree.
enum class Status : std::uint8_t {
    Exited,
    Signalled,
    CpuLimit,
    WallLimit,
    MemoryLimit,
    OutputLimit,
    Violation,
    Cancelled,
    SandboxFailed
};

/// Where the time went from the request decoded to the report ready, in ns: the rest of `whole` is the
/// program's own, from its execve to its end.
struct BoxTimes
{
    std::uint64_t whole = 0;
    std::uint64_t prepare = 0; ///< until the program is about to be started
    std::uint64_t start = 0;   ///< until its execve has succeeded
    std::uint64_t collect = 0; ///< after its end: reaping, measuring, deciding, collecting files
    std::uint64_t reset = 0;   ///< emptying the folders that it may write to
};

/// The outcome of a conversation with one of the other programs.
struct PartnerReport
{
    std::uint32_t partner = 0;
    std::uint64_t said = 0;
    std::uint64_t told = 0;
    bool saidTooMuch = false;
    bool endedFirst = false;
    bool operator==(const PartnerReport&) const = default;
};

struct ReportedFile
{
    std::string_view name;
    std::uint64_t size = 0;
    bool executable = false;
};

/// How a run ended. One descriptor for each collected file.
struct Report
{
    std::uint32_t number = 0;
    Status status = Status::SandboxFailed;
    std::int32_t exitCode = 0;
    std::int32_t signal = 0;
    std::uint64_t cpuTime = 0;         ///< ns
    std::uint64_t wallTime = 0;        ///< ns
    std::uint64_t endedAt = 0;         ///< CLOCK_MONOTONIC, ns
    std::uint64_t memory = 0;          ///< bytes
    std::uint64_t outputSize = 0;      ///< bytes of standard output, not more than the limit
    std::uint64_t errorOutputSize = 0; ///< bytes of standard error, those that are not kept among them
    BoxTimes times;
    bool errorOutputCut = false;
    bool renew = false;                  ///< the box is not fit for another run; the report itself is good
    std::vector<PartnerReport> partners; ///< of a conversation
    std::string_view errorOutput;
    Failure failure; ///< of SandboxFailed
    std::vector<ReportedFile> collected;
    /// Names of regular files that the program left in its work folder, without the files placed there; only
    /// some of them where there are many. None while the work folder is kept.
    std::vector<std::string_view> written;
};

void encode(Writer& writer, const Hello& message);
void encode(Writer& writer, const OpenBox& message);
void encode(Writer& writer, const CloseBox& message);
void encode(Writer& writer, const Ready& message);
void encode(Writer& writer, const Run& message);
void encode(Writer& writer, const Cancel& message);
void encode(Writer& writer, const Report& message);

/// The type of a packet, or false when it is no message of this version.
bool typeOf(std::string_view packet, MessageType& type);

/// False when the packet is not a whole and sensible message of that type. `message` is overwritten; its
/// vectors keep their capacity.
bool decode(std::string_view packet, Hello& message);
bool decode(std::string_view packet, OpenBox& message);
bool decode(std::string_view packet, CloseBox& message);
bool decode(std::string_view packet, Ready& message);
bool decode(std::string_view packet, Run& message);
bool decode(std::string_view packet, Cancel& message);
bool decode(std::string_view packet, Report& message);

/// Whether a file of this name may be placed into the work folder: relative, not empty, no empty, "." or ".."
/// component, at most 1,000 bytes and 20 components.
bool isPlaceableName(std::string_view name);

} // namespace assize::sandbox::protocol
