// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/messages.h"

#include <algorithm>
#include <unistd.h>

namespace assize::sandbox::protocol {

namespace {

void begin(Writer& writer, MessageType type)
{
    writer.clear();
    writer.number(kMagic);
    writer.number(kVersion);
    writer.number(static_cast<std::uint16_t>(type));
}

/// A reader behind the header of `packet`, already failed when that is not a packet of `type`.
Reader open(std::string_view packet, MessageType type)
{
    Reader reader(packet);
    const bool known = reader.number<std::uint32_t>() == kMagic &&
                       reader.number<std::uint16_t>() == kVersion &&
                       reader.number<std::uint16_t>() == static_cast<std::uint16_t>(type);
    if (!known || packet.size() > kMaximumMessage)
        reader.fail();
    return reader;
}

/// The length of a list, refused above `most`.
std::size_t count(Reader& reader, std::size_t most)
{
    const auto size = reader.number<std::uint32_t>();
    if (size > most) {
        reader.fail();
        return 0;
    }
    return size;
}

void encodeList(Writer& writer, const std::vector<std::string_view>& list)
{
    writer.number(static_cast<std::uint32_t>(list.size()));
    for (const std::string_view item : list)
        writer.bytes(item);
}

void decodeList(Reader& reader, std::vector<std::string_view>& list, std::size_t most)
{
    list.clear();
    const std::size_t size = count(reader, most);
    for (std::size_t i = 0; i < size && reader.ok(); ++i)
        list.push_back(reader.text());
}

void encode(Writer& writer, const Failure& failure)
{
    writer.number(static_cast<std::uint8_t>(failure.step));
    writer.number(static_cast<std::int32_t>(failure.error));
    writer.bytes(std::string_view(failure.detail).substr(0, kMaximumDetail));
}

void decode(Reader& reader, Failure& failure)
{
    const auto step = reader.number<std::uint8_t>();
    failure.error = reader.number<std::int32_t>();
    const std::string_view detail = reader.text();
    if (step > static_cast<std::uint8_t>(kLastStep) || detail.size() > kMaximumDetail)
        reader.fail();
    failure.step = reader.ok() ? static_cast<Step>(step) : Step::None;
    failure.detail = reader.ok() ? detail : std::string_view();
}

void encode(Writer& writer, const std::optional<Conversation>& conversation)
{
    writer.flag(conversation.has_value());
    if (!conversation)
        return;
    writer.number(conversation->programOutput);
    writer.number(conversation->juryOutput);
    writer.number(conversation->transcript);
    writer.number(conversation->acceptExitCode);
}

void decode(Reader& reader, std::optional<Conversation>& conversation)
{
    conversation.reset();
    if (!reader.flag())
        return;
    Conversation& given = conversation.emplace();
    given.programOutput = reader.number<std::uint64_t>();
    given.juryOutput = reader.number<std::uint64_t>();
    given.transcript = reader.number<std::uint64_t>();
    given.acceptExitCode = reader.number<std::int32_t>();
    if (given.transcript > kMaximumTranscript)
        reader.fail();
}

void encode(Writer& writer, const std::vector<ProgramPipe>& pipes)
{
    writer.number(static_cast<std::uint32_t>(pipes.size()));
    for (const ProgramPipe& pipe : pipes) {
        writer.number(pipe.descriptor);
        writer.flag(pipe.reads);
        writer.number(pipe.partner);
    }
}

void decode(Reader& reader, std::vector<ProgramPipe>& pipes)
{
    pipes.resize(count(reader, kMaximumPipes));
    for (ProgramPipe& pipe : pipes) {
        pipe.descriptor = reader.number<std::uint32_t>();
        pipe.reads = reader.flag();
        pipe.partner = reader.number<std::uint32_t>();
    }
    if (!canBeHad(pipes))
        reader.fail();
}

void encode(Writer& writer, const std::vector<PartnerReport>& partners)
{
    writer.number(static_cast<std::uint32_t>(partners.size()));
    for (const PartnerReport& partner : partners) {
        writer.number(partner.partner);
        writer.number(partner.said);
        writer.number(partner.told);
        writer.flag(partner.saidTooMuch);
        writer.flag(partner.endedFirst);
    }
}

void decode(Reader& reader, std::vector<PartnerReport>& partners)
{
    partners.resize(count(reader, kMaximumPipes));
    for (PartnerReport& partner : partners) {
        partner.partner = reader.number<std::uint32_t>();
        partner.said = reader.number<std::uint64_t>();
        partner.told = reader.number<std::uint64_t>();
        partner.saidTooMuch = reader.flag();
        partner.endedFirst = reader.flag();
    }
}

} // namespace

void encode(Writer& writer, const Hello& message)
{
    begin(writer, MessageType::Hello);
    writer.bytes(message.cgroups);
    writer.number(static_cast<std::uint32_t>(std::min(message.refusals.size(), kMaximumRefusals)));
    for (std::size_t i = 0; i < message.refusals.size() && i < kMaximumRefusals; ++i)
        encode(writer, message.refusals[i]);
}

bool decode(std::string_view packet, Hello& message)
{
    Reader reader = open(packet, MessageType::Hello);
    message.cgroups = reader.text();
    message.refusals.resize(count(reader, kMaximumRefusals));
    for (Failure& failure : message.refusals)
        decode(reader, failure);
    return reader.finished();
}

void encode(Writer& writer, const OpenBox& message)
{
    begin(writer, MessageType::OpenBox);
    writer.number(message.id);
    writer.flag(message.isolated);
    writer.flag(message.strict);
    writer.flag(message.userNamespace);
    writer.flag(message.cgroups);
    writer.number(message.uid);
    writer.number(message.gid);
    writer.number(message.cpu);
}

bool decode(std::string_view packet, OpenBox& message)
{
    Reader reader = open(packet, MessageType::OpenBox);
    message.id = reader.number<std::uint32_t>();
    message.isolated = reader.flag();
    message.strict = reader.flag();
    message.userNamespace = reader.flag();
    message.cgroups = reader.flag();
    message.uid = reader.number<std::uint32_t>();
    message.gid = reader.number<std::uint32_t>();
    message.cpu = reader.number<std::int32_t>();
    return reader.finished();
}

void encode(Writer& writer, const CloseBox& message)
{
    begin(writer, MessageType::CloseBox);
    writer.number(message.id);
}

bool decode(std::string_view packet, CloseBox& message)
{
    Reader reader = open(packet, MessageType::CloseBox);
    message.id = reader.number<std::uint32_t>();
    return reader.finished();
}

void encode(Writer& writer, const Ready& message)
{
    begin(writer, MessageType::Ready);
    encode(writer, message.failure);
    writer.bytes(message.notes);
}

bool decode(std::string_view packet, Ready& message)
{
    Reader reader = open(packet, MessageType::Ready);
    decode(reader, message.failure);
    message.notes = reader.text();
    return reader.finished();
}

void encode(Writer& writer, const Run& message)
{
    begin(writer, MessageType::Run);
    writer.number(message.number);
    writer.number(message.cpuTime);
    writer.number(message.wallTime);
    writer.number(message.memory);
    writer.number(message.output);
    writer.number(message.errorOutput);
    writer.number(message.fileSpace);
    writer.number(message.processes);
    writer.number(message.collectLimit);
    writer.flag(message.keepWorkFolder);
    writer.flag(message.hasInput);
    writer.flag(message.hasExecutable);
    encode(writer, message.conversation);
    encode(writer, message.pipes);
    encodeList(writer, message.arguments);
    encodeList(writer, message.environment);
    writer.number(static_cast<std::uint32_t>(message.files.size()));
    for (const PlacedFile& file : message.files) {
        writer.bytes(file.name);
        writer.flag(file.executable);
        writer.flag(file.writable);
    }
    encodeList(writer, message.collect);
}

bool decode(std::string_view packet, Run& message)
{
    Reader reader = open(packet, MessageType::Run);
    message.number = reader.number<std::uint32_t>();
    message.cpuTime = reader.number<std::uint64_t>();
    message.wallTime = reader.number<std::uint64_t>();
    message.memory = reader.number<std::uint64_t>();
    message.output = reader.number<std::uint64_t>();
    message.errorOutput = reader.number<std::uint64_t>();
    message.fileSpace = reader.number<std::uint64_t>();
    message.processes = reader.number<std::uint32_t>();
    message.collectLimit = reader.number<std::uint64_t>();
    message.keepWorkFolder = reader.flag();
    message.hasInput = reader.flag();
    message.hasExecutable = reader.flag();
    decode(reader, message.conversation);
    decode(reader, message.pipes);
    if ((message.hasInput && pipeAt(message.pipes, STDIN_FILENO)) ||
        (message.conversation && message.pipes.empty()))
        reader.fail();
    decodeList(reader, message.arguments, kMaximumArguments);
    decodeList(reader, message.environment, kMaximumArguments);
    message.files.clear();
    const std::size_t files = count(reader, kMaximumFiles);
    for (std::size_t i = 0; i < files && reader.ok(); ++i) {
        PlacedFile file;
        file.name = reader.text();
        file.executable = reader.flag();
        file.writable = reader.flag();
        if (!isPlaceableName(file.name))
            reader.fail();
        message.files.push_back(file);
    }
    decodeList(reader, message.collect, kMaximumArguments);
    return reader.finished() && !message.arguments.empty() && descriptorsOf(message) <= kMaximumDescriptors;
}

bool writesToFile(const Run& run)
{
    return !pipeAt(run.pipes, STDOUT_FILENO);
}

std::size_t descriptorsOf(const Run& run)
{
    return (writesToFile(run) ? 1U : 0U) + (run.conversation ? 1U : 0U) + (run.hasInput ? 1U : 0U) +
           (run.hasExecutable ? 1U : 0U) + run.pipes.size() + run.files.size();
}

void encode(Writer& writer, const Cancel& message)
{
    begin(writer, MessageType::Cancel);
    writer.number(message.number);
}

bool decode(std::string_view packet, Cancel& message)
{
    Reader reader = open(packet, MessageType::Cancel);
    message.number = reader.number<std::uint32_t>();
    return reader.finished();
}

void encode(Writer& writer, const Report& message)
{
    begin(writer, MessageType::Report);
    writer.number(message.number);
    writer.number(static_cast<std::uint8_t>(message.status));
    writer.number(message.exitCode);
    writer.number(message.signal);
    writer.number(message.cpuTime);
    writer.number(message.wallTime);
    writer.number(message.endedAt);
    writer.number(message.memory);
    writer.number(message.outputSize);
    writer.number(message.errorOutputSize);
    for (const std::uint64_t time : {message.times.whole, message.times.prepare, message.times.start,
                                     message.times.collect, message.times.reset})
        writer.number(time);
    writer.flag(message.errorOutputCut);
    writer.flag(message.renew);
    encode(writer, message.partners);
    writer.bytes(message.errorOutput);
    encode(writer, message.failure);
    writer.number(static_cast<std::uint32_t>(message.collected.size()));
    for (const ReportedFile& file : message.collected) {
        writer.bytes(file.name);
        writer.number(file.size);
        writer.flag(file.executable);
    }
    encodeList(writer, message.written);
}

bool decode(std::string_view packet, Report& message)
{
    Reader reader = open(packet, MessageType::Report);
    message.number = reader.number<std::uint32_t>();
    const auto status = reader.number<std::uint8_t>();
    if (status > static_cast<std::uint8_t>(Status::SandboxFailed))
        reader.fail();
    message.status = static_cast<Status>(status);
    message.exitCode = reader.number<std::int32_t>();
    message.signal = reader.number<std::int32_t>();
    message.cpuTime = reader.number<std::uint64_t>();
    message.wallTime = reader.number<std::uint64_t>();
    message.endedAt = reader.number<std::uint64_t>();
    message.memory = reader.number<std::uint64_t>();
    message.outputSize = reader.number<std::uint64_t>();
    message.errorOutputSize = reader.number<std::uint64_t>();
    for (std::uint64_t* time : {&message.times.whole, &message.times.prepare, &message.times.start,
                                &message.times.collect, &message.times.reset})
        *time = reader.number<std::uint64_t>();
    message.errorOutputCut = reader.flag();
    message.renew = reader.flag();
    decode(reader, message.partners);
    message.errorOutput = reader.bytes();
    decode(reader, message.failure);
    if (message.errorOutput.size() > kMaximumErrorOutput)
        reader.fail();
    message.collected.clear();
    const std::size_t files = count(reader, kMaximumCollected);
    for (std::size_t i = 0; i < files && reader.ok(); ++i) {
        ReportedFile file;
        file.name = reader.text();
        file.size = reader.number<std::uint64_t>();
        file.executable = reader.flag();
        message.collected.push_back(file);
    }
    decodeList(reader, message.written, kMaximumWritten);
    return reader.finished();
}

bool typeOf(std::string_view packet, MessageType& type)
{
    Reader reader(packet);
    const bool ours = reader.number<std::uint32_t>() == kMagic && reader.number<std::uint16_t>() == kVersion;
    const auto value = reader.number<std::uint16_t>();
    if (!ours || !reader.ok() || value < static_cast<std::uint16_t>(MessageType::Hello) ||
        value > static_cast<std::uint16_t>(MessageType::Report))
        return false;
    type = static_cast<MessageType>(value);
    return true;
}

bool isPlaceableName(std::string_view name)
{
    constexpr std::size_t kLongest = 1000;
    constexpr int kDeepest = 20;
    if (name.empty() || name.size() > kLongest || name.find('\0') != std::string_view::npos)
        return false;
    for (int depth = 1;; ++depth) {
        const std::size_t slash = name.find('/');
        const std::string_view component = name.substr(0, slash);
        if (component.empty() || component == "." || component == ".." || component.size() > 255 ||
            depth > kDeepest)
            return false;
        if (slash == std::string_view::npos)
            return true;
        name.remove_prefix(slash + 1);
    }
}

} // namespace assize::sandbox::protocol
