// SPDX-License-Identifier: GPL-3.0-or-later
// Messages: what decodes is whole, lies inside its packet, keeps the limits, and encodes to the same bytes.
#include "sandbox/protocol/messages.h"

#include "checks.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>

namespace assize::fuzz {

using namespace sandbox::protocol;

namespace {

/// A packet in memory of exactly its size, so that the address sanitizer sees each step beyond it.
class Packet
{
public:
    explicit Packet(std::string_view bytes) : m_size(bytes.size()), m_bytes(new char[bytes.size()])
    {
        std::copy(bytes.begin(), bytes.end(), m_bytes.get());
    }
    std::string_view view() const { return {m_bytes.get(), m_size}; }

private:
    std::size_t m_size;
    std::unique_ptr<char[]> m_bytes;
};

/// Calls `visit` with every view that the message holds; fields that a message does not have do not matter.
template<typename Message, typename Visit>
void forEachView(const Message& message, Visit visit)
{
    if constexpr (requires { message.cgroups.data(); })
        visit(message.cgroups);
    if constexpr (requires { message.filter; })
        visit(message.filter);
    if constexpr (requires { message.notes; })
        visit(message.notes);
    if constexpr (requires { message.errorOutput.data(); })
        visit(message.errorOutput);
    if constexpr (requires { message.arguments; })
        std::for_each(message.arguments.begin(), message.arguments.end(), visit);
    if constexpr (requires { message.environment; })
        std::for_each(message.environment.begin(), message.environment.end(), visit);
    if constexpr (requires { message.collect; })
        std::for_each(message.collect.begin(), message.collect.end(), visit);
    if constexpr (requires { message.files; }) {
        for (const auto& file : message.files)
            visit(file.name);
    }
    if constexpr (requires { message.collected; }) {
        for (const auto& file : message.collected)
            visit(file.name);
    }
}

void requireInside(std::string_view view, std::string_view packet)
{
    if (view.data() == nullptr) {
        require(view.empty(), "a view of nothing is empty");
        return;
    }
    const bool inside = std::greater_equal<>()(view.data(), packet.data()) &&
                        std::less<>()(view.data() + view.size(), packet.data() + packet.size());
    require(inside, "views lie inside the packet");
    require(view.data()[view.size()] == '\0', "views are followed by NUL");
}

/// Which names may be placed, said in another way than in the protocol.
bool mayBePlaced(std::string_view name)
{
    if (name.empty() || name.size() > 1000)
        return false;
    std::string framed = "/" + std::string(name) + "/";
    if (framed.find('\0') != std::string::npos)
        return false;
    for (const char* bad : {"//", "/./", "/../"}) {
        if (framed.find(bad) != std::string::npos)
            return false;
    }
    std::size_t longest = 0;
    for (std::size_t at = 0, next = 0; (next = framed.find('/', at + 1)) != std::string::npos; at = next)
        longest = std::max(longest, next - at - 1);
    return longest <= 255 && std::count(name.begin(), name.end(), '/') < 20;
}

/// Which pipes a run may have, said in another way than in the protocol.
bool keepsLimitsOfPipes(const Run& run)
{
    std::set<std::uint32_t> numbers;
    for (const ProgramPipe& pipe : run.pipes) {
        if (pipe.descriptor == 2 || pipe.descriptor > kLastDescriptor ||
            (pipe.descriptor < 2 && pipe.reads != (pipe.descriptor == 0)))
            return false;
        numbers.insert(pipe.descriptor);
    }
    const bool isRelayed = run.conversation.has_value();
    if (isRelayed && (numbers.empty() || run.conversation->transcript > kMaximumTranscript))
        return false;
    std::size_t descriptors = run.pipes.size() + run.files.size();
    for (const bool more : {!numbers.contains(1), isRelayed, run.hasInput, run.hasExecutable})
        descriptors += more ? 1 : 0;
    return numbers.size() == run.pipes.size() && numbers.size() <= kMaximumPipes &&
           descriptors <= kMaximumDescriptors && !(run.hasInput && numbers.contains(0));
}

template<typename Message>
bool keepsLimits(const Message& message)
{
    bool keeps = true;
    if constexpr (requires { message.arguments; })
        keeps = keeps && !message.arguments.empty() && message.arguments.size() <= kMaximumArguments &&
                message.environment.size() <= kMaximumArguments &&
                message.collect.size() <= kMaximumArguments;
    if constexpr (requires { message.files; }) {
        keeps = keeps && message.files.size() <= kMaximumFiles;
        for (const auto& file : message.files)
            keeps = keeps && mayBePlaced(file.name);
    }
    if constexpr (requires { message.pipes; })
        keeps = keeps && keepsLimitsOfPipes(message);
    if constexpr (requires { message.failure; })
        keeps = keeps && message.failure.step <= kLastStep;
    if constexpr (requires { message.refusals; })
        keeps = keeps && message.refusals.size() <= kMaximumRefusals;
    if constexpr (requires { message.collected; })
        keeps = keeps && message.collected.size() <= kMaximumCollected &&
                message.partners.size() <= kMaximumPipes;
    return keeps;
}

template<typename Message>
std::string encoded(const Message& message)
{
    Writer writer;
    writer.number<std::uint64_t>(0); // what was in it before must not matter
    encode(writer, message);
    return std::string(writer.view());
}

template<typename Message>
bool accepts(std::string_view packet)
{
    Message message;
    return decode(packet, message);
}

template<typename Message>
void check(bool ownHeader, std::string_view body)
{
    // One that has been used before, as in the box and in the engine, must come out like a new one.
    static Message used;
    constexpr std::size_t kHeader = 8;
    const Packet packet(ownHeader ? std::string(body)
                                  : encoded(Message{}).substr(0, kHeader) + std::string(body));
    Message message;
    const bool good = decode(packet.view(), message);
    require(decode(packet.view(), used) == good, "decode does not depend on what was decoded before");
    if (!good)
        return;
    MessageType type{};
    require(typeOf(packet.view(), type), "what decodes has a type");
    require(packet.view().size() <= kMaximumMessage, "a message is not longer than the longest");
    require(keepsLimits(message), "what decodes keeps the limits");
    forEachView(message, [&packet](std::string_view view) { requireInside(view, packet.view()); });
    require(encoded(message) == packet.view(), "what decodes encodes to the same bytes");
    require(encoded(used) == packet.view(), "a used message comes out like a new one");
}

/// A string, mostly a short one, sometimes as long as a message may be.
std::string_view builtText(Input& input, std::string& storage)
{
    const std::uint8_t kind = input.byte();
    storage.assign(kind < 250 ? kind : kMaximumMessage - 4000 + input.size3() % 8000, 'x');
    return storage;
}

/// A number of things, mostly few, sometimes about as many as there may be.
std::size_t builtCount(Input& input, std::size_t most)
{
    const std::uint8_t kind = input.byte();
    return kind < 224 ? kind % 16 : most - 16 + (kind - 224U);
}

template<typename Message>
void checkComesBack(const Message& message, bool furtherLimits)
{
    const Packet packet(encoded(message));
    const bool shouldDecode =
        packet.view().size() <= kMaximumMessage && keepsLimits(message) && furtherLimits;
    require(accepts<Message>(packet.view()) == shouldDecode,
            "a message decodes if and only if it keeps the limits");
}

} // namespace

void checkMessage(std::uint8_t type, bool ownHeader, std::string_view body)
{
    switch (type) {
    case 0:
        check<Hello>(ownHeader, body);
        break;
    case 1:
        check<OpenBox>(ownHeader, body);
        break;
    case 2:
        check<CloseBox>(ownHeader, body);
        break;
    case 3:
        check<Ready>(ownHeader, body);
        break;
    case 4:
        check<Run>(ownHeader, body);
        break;
    case 5:
        check<Cancel>(ownHeader, body);
        break;
    default:
        check<Report>(ownHeader, body);
    }
}

void checkEveryType(std::string_view bytes)
{
    const Packet packet(bytes);
    MessageType type{};
    const bool known = typeOf(packet.view(), type);
    const bool taken[] = {accepts<Hello>(packet.view()),    accepts<OpenBox>(packet.view()),
                          accepts<CloseBox>(packet.view()), accepts<Ready>(packet.view()),
                          accepts<Run>(packet.view()),      accepts<Cancel>(packet.view()),
                          accepts<Report>(packet.view())};
    for (std::size_t i = 0; i < std::size(taken); ++i)
        require(!taken[i] || (known && static_cast<std::size_t>(type) == i + 1),
                "only the type that is named decodes");
}

void checkName(std::string_view name)
{
    const Packet packet(name);
    require(isPlaceableName(packet.view()) == mayBePlaced(packet.view()), "names that may be placed");
}

void checkBuilt(std::string_view plan)
{
    Input input(plan);
    const bool isRun = input.byte() % 2 == 0;
    std::string first;
    std::string second;
    const std::size_t one = builtCount(input, isRun ? kMaximumArguments : kMaximumCollected);
    const std::size_t two = builtCount(input, kMaximumArguments);
    const std::size_t three = builtCount(input, kMaximumFiles);
    if (isRun) {
        Run run;
        const std::uint8_t streams = input.byte();
        run.hasInput = (streams & 1U) != 0;
        run.hasExecutable = (streams & 2U) != 0;
        // Numbers one after the other, so that many can be good, and one that may be any.
        for (std::size_t i = (streams & 4U) != 0 ? builtCount(input, kMaximumPipes) : 0; i > 0; --i)
            run.pipes.push_back({static_cast<std::uint32_t>(i + 2), i % 2 == 0, input.byte() % 4U});
        if ((streams & 16U) != 0)
            run.pipes.push_back({static_cast<std::uint32_t>(input.size3() % 300), (streams & 32U) != 0, 0});
        if ((streams & 8U) != 0)
            run.conversation = {0, 0, kMaximumTranscript - 8 + input.byte(), input.byte()};
        run.arguments.assign(one, "argument");
        if (one > 0)
            run.arguments.front() = builtText(input, first);
        run.environment.assign(two, "E=");
        run.files.assign(three, {"a/b", true, false});
        if (three > 0)
            run.files.back().name = builtText(input, second);
        run.collect.assign(builtCount(input, kMaximumArguments), "*");
        checkComesBack(run, true);
    } else {
        Report report;
        report.status = static_cast<Status>(input.byte());
        report.collected.assign(one, {"a.o", 1, false});
        if (one > 0)
            report.collected.front().name = builtText(input, first);
        report.failure = {static_cast<Step>(input.byte()), -1, std::string(builtText(input, second))};
        report.partners.assign(builtCount(input, kMaximumPipes), {1, 2, 3, true, false});
        checkComesBack(report, report.status <= Status::SandboxFailed);
    }
}

void checkReader(std::string_view plan)
{
    // First how many steps, then what each of them reads, then the bytes that are read.
    Input input(plan);
    const std::size_t steps = input.byte() % 32;
    std::string kinds;
    for (std::size_t i = 0; i < steps; ++i)
        kinds += static_cast<char>(input.byte() % 7);
    const Packet packet(input.rest());
    const std::string_view bytes = packet.view();
    Reader reader(bytes);
    std::size_t at = 0;
    bool ok = true;
    const auto number = [&](auto given) {
        decltype(given) expected{};
        ok = ok && bytes.size() - at >= sizeof given;
        if (ok) {
            std::copy_n(bytes.data() + at, sizeof given, reinterpret_cast<char*>(&expected));
            at += sizeof given;
        }
        require(given == expected, "numbers are those of the packet, zeros after a failure");
        return expected;
    };
    for (const char kind : kinds) {
        switch (kind) {
        case 0:
            number(reader.number<std::uint8_t>());
            break;
        case 1:
            number(reader.number<std::uint16_t>());
            break;
        case 2:
            number(reader.number<std::int32_t>());
            break;
        case 3:
            number(reader.number<std::uint64_t>());
            break;
        case 4: {
            const bool given = reader.flag();
            const bool there = ok && at < bytes.size();
            const char value = there ? bytes[at] : '\0';
            at += there ? 1 : 0;
            ok = there && (value == 0 || value == 1);
            require(given == (ok && value == 1), "flags are 0 or 1");
            break;
        }
        default: {
            const std::string_view given = kind == 5 ? reader.bytes() : reader.text();
            std::uint32_t size = 0;
            if (ok && bytes.size() - at >= sizeof size) {
                std::copy_n(bytes.data() + at, sizeof size, reinterpret_cast<char*>(&size));
                at += sizeof size;
                ok = size < bytes.size() - at && bytes[at + size] == '\0';
                if (ok && kind == 6)
                    ok = std::find(bytes.data() + at, bytes.data() + at + size, '\0') ==
                         bytes.data() + at + size;
            } else {
                ok = false;
            }
            require(given.size() == (ok ? size : 0), "strings have their length, none after a failure");
            require(!ok || given.data() == bytes.data() + at, "strings lie where they were written");
            at += ok ? size + std::size_t{1} : 0;
        }
        }
        require(reader.ok() == ok, "a reader says whether something was wrong");
        require(reader.finished() == (ok && at == bytes.size()), "a reader says whether it is at the end");
        if (!ok)
            at = bytes.size();
    }
}

} // namespace assize::fuzz
