// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/hand_in_archives.h"

#include "base/installed.h"
#include "engine/lookalikes.h"
#include "exec/file_bytes.h"
#include "files/archive_key.h"
#include "files/read.h"

#include <csignal>

namespace assize::engine {
namespace {

using model::RunStatus;

constexpr std::chrono::seconds kTime{10};
constexpr std::uint64_t kMemory = 512ULL << 20;
/// Names and reasons, beside the files themselves.
constexpr std::uint64_t kLargestTable = 32ULL << 20;
constexpr std::uint64_t kLargestProgram = 64ULL << 20;
/// An archive that is larger than its permitted contents is no hand-in.
constexpr std::uint64_t kLargestOfOne = 64ULL << 20;
constexpr std::uint64_t kLargestOfAll = 8ULL << 30;
constexpr std::size_t kMostFilesOfAll = 200'000;

Error refused(std::string why)
{
    return {ErrorKind::InvalidInput, std::move(why)};
}

/// Whether another run of the same archive would end in the same way. A run that the clock or the host's lack
/// of memory has stopped may have been disturbed by other programs.
bool isOfTheArchive(const sandbox::RunResult& run)
{
    switch (run.status) {
    case RunStatus::CpuLimit:
    case RunStatus::MemoryLimit:
    case RunStatus::OutputLimit:
    case RunStatus::Violation:
        return true;
    case RunStatus::Signalled:
        return run.signal != SIGKILL;
    default:
        return false;
    }
}

/// Why a run gave nothing that can be read.
std::optional<Error> failureOf(const sandbox::RunResult& run)
{
    switch (run.status) {
    case RunStatus::Exited:
        if (run.exitCode == 0)
            return std::nullopt;
        return Error{ErrorKind::Internal, "the unpacking program ended with exit code " +
                                              std::to_string(run.exitCode) + ": " +
                                              files::oneLine(run.standardError.substr(0, 200))};
    case RunStatus::CpuLimit:
    case RunStatus::WallLimit:
        return refused("unpacking takes longer than " + std::to_string(kTime.count()) + " s");
    case RunStatus::MemoryLimit:
        return refused("unpacking needs more than " + std::to_string(kMemory >> 20) + " MiB of memory");
    case RunStatus::OutputLimit:
        return refused("unpacked, it is too much");
    case RunStatus::Signalled:
    case RunStatus::Violation:
        return refused("the unpacking program was stopped by it (" +
                       (run.status == RunStatus::Violation ? std::string("a forbidden system call")
                                                           : model::signalName(run.signal)) +
                       "); it is damaged, or made to do harm");
    case RunStatus::Cancelled:
        return Error{ErrorKind::Cancelled, "stopped before it was unpacked"};
    case RunStatus::SandboxFailed:
        break;
    }
    return Error{ErrorKind::Internal, "the sandbox failed while unpacking: " + whyItFailed(run)};
}

std::uint64_t sumOf(const files::HandInContent& content)
{
    std::uint64_t sum = 0;
    for (const files::UnpackedFile& file : content.files)
        sum += file.size;
    return sum;
}

} // namespace

HandInArchives::HandInArchives(sandbox::Sandbox* sandbox, std::filesystem::path cache, std::stop_token stop,
                               std::filesystem::path program)
    : m_sandbox(sandbox), m_stop(std::move(stop)), m_program(std::move(program)), m_cache(std::move(cache))
{
}

Result<intake::OpenedArchive> HandInArchives::open(const std::filesystem::path& archive)
{
    return openAny(archive, false);
}

Result<intake::OpenedArchive> HandInArchives::openAll(const std::filesystem::path& archive)
{
    return openAny(archive, true);
}

Result<intake::OpenedArchive> HandInArchives::openAny(const std::filesystem::path& archive, bool all)
{
    Result<files::OpenFile> file = files::openRegularFile(archive);
    if (!file)
        return std::move(file).error();
    const std::uint64_t largest = all ? kLargestOfAll : kLargestOfOne;
    if (file->size > largest)
        return refused("the archive has more than " + std::to_string(largest >> 20) + " MiB");
    Result<std::string> key = files::archiveKey(file->fd.get(), archive);
    if (!key)
        return std::move(key).error();
    if (all)
        *key += "-all";
    if (m_sandbox != nullptr && !m_cleaned) {
        m_cache.clean();
        m_cleaned = true;
    }
    std::optional<files::UnpackedHandIn> found = m_cache.find(*key);
    if (!found) {
        if (m_sandbox == nullptr)
            m_stayedPacked.push_back(archive);
        Result<files::UnpackedHandIn> unpacked = unpack(file->fd.get(), *key, all);
        if (!unpacked) {
            m_wasStopped = m_wasStopped || unpacked.error().kind == ErrorKind::Cancelled;
            return std::move(unpacked).error();
        }
        found = std::move(*unpacked);
    }
    if (!found->content.refusedBecause.empty())
        return refused(files::oneLine(found->content.refusedBecause));
    intake::OpenedArchive opened{std::move(found->folder), {}, {}};
    for (files::LeftOutMember& member : found->content.leftOut)
        opened.leftOut.push_back({std::move(member.name), files::oneLine(member.reason)});
    for (const std::string& note : found->content.notes)
        opened.notes.push_back(files::oneLine(note));
    std::vector<std::string> names;
    for (files::UnpackedFile& member : found->content.files)
        names.push_back(std::move(member.name));
    for (std::string& note : lookalikeFiles(names))
        opened.notes.push_back(std::move(note));
    return opened;
}

Result<void> HandInArchives::makeReady()
{
    if (!m_executable) {
        if (m_program.empty()) {
            const std::optional<std::filesystem::path> found = findHelper("assize-unpack");
            if (!found)
                return Error{ErrorKind::Internal,
                             "the helper program assize-unpack is not beside this program "
                             "and not in ../libexec/assize from there; reinstall Assize"};
            m_program = *found;
        }
        const Result<std::string> content = files::readFile(m_program, kLargestProgram);
        if (!content)
            return content.error();
        Result<unique_fd> sealed = sandbox::makeMemoryFile(*content, "assize-unpack");
        if (!sealed)
            return std::move(sealed).error();
        m_executable = std::move(*sealed);
    }
    if (!m_box)
        m_box.emplace(*m_sandbox, sandbox::BoxRole::Contestant, 0);
    return m_box->open();
}

Result<files::UnpackedHandIn> HandInArchives::unpack(int archive, const std::string& key, bool all)
{
    if (m_sandbox == nullptr)
        return refused("it is not unpacked here yet, which `assize judge` does");
    if (m_stop.stop_requested())
        return Error{ErrorKind::Cancelled, "stopped before it was unpacked"};
    if (Result<void> ready = makeReady(); !ready)
        return std::move(ready).error();
    Result<files::HandInCache::Entry> entry = m_cache.make();
    if (!entry)
        return std::move(entry).error();
    std::uint64_t first = 0;
    do {
        Result<std::uint64_t> next = unpackPart(archive, first, all, *entry);
        if (!next)
            return std::move(next).error();
        if (*next != 0 && *next <= first)
            return refused("the unpacking program broke its protocol: it does not go on");
        first = *next;
    } while (first != 0);
    return entry->finish(key);
}

Result<std::uint64_t> HandInArchives::unpackPart(int archive, std::uint64_t first, bool all,
                                                 files::HandInCache::Entry& entry)
{
    const files::HandInLimits limits = all ? files::limitsOfAll() : files::HandInLimits();
    sandbox::RunRequest request;
    request.arguments = {"assize-unpack", all ? "all" : "hand-in"};
    if (all)
        request.arguments.push_back(std::to_string(first));
    request.executable = m_executable.get();
    request.standardInput = archive;
    request.limits.cpuTime = kTime;
    request.limits.wallTime = 3 * kTime;
    request.limits.memory = kMemory;
    request.limits.output = limits.bytes + kLargestTable;
    const sandbox::RunResult run = m_box->run(request, m_stop);
    if (std::optional<Error> failure = failureOf(run)) {
        if (!isOfTheArchive(run))
            return std::move(*failure);
        entry.refuse(failure->message);
        return std::uint64_t{0};
    }
    const std::string head = exec::headOfFile(run.standardOutput.get(), kLargestTable);
    std::string_view left = head;
    Result<files::HandInContent> content = files::decodeContent(left, limits);
    if (!content)
        return std::move(content).error();
    const std::uint64_t offset = head.size() - left.size();
    if (run.outputSize != offset + sumOf(*content))
        return refused("the unpacking program broke its protocol: the contents are not as long as it says");
    if (Result<void> added = entry.add(*content, run.standardOutput.get(), offset); !added)
        return std::move(added).error();
    if (entry.count() > kMostFilesOfAll)
        return refused("it holds more than " + std::to_string(kMostFilesOfAll) + " files");
    return content->next;
}

} // namespace assize::engine
