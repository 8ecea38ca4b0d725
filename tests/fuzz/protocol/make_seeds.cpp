// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the first inputs of fuzz_protocol, from which the kept corpus has grown: make_seeds FOLDER
#include "checks.h"
#include "sandbox/protocol/messages.h"

#include <filesystem>
#include <fstream>
#include <string>

using namespace assize::fuzz;
using namespace assize::sandbox::protocol;

namespace {

std::filesystem::path g_folder;

void save(const std::string& name, std::uint8_t choice, std::string_view rest)
{
    std::ofstream file(g_folder / name, std::ios::binary);
    file.put(static_cast<char>(choice));
    file.write(rest.data(), static_cast<std::streamsize>(rest.size()));
}

template<typename Message>
std::string packetOf(const Message& message)
{
    Writer writer;
    encode(writer, message);
    return std::string(writer.view());
}

template<typename Message>
void saveMessage(const std::string& name, MessageType type, const Message& message)
{
    const std::string packet = packetOf(message);
    const auto choice = static_cast<std::uint8_t>(static_cast<unsigned>(type) - 1U);
    save(name, choice, std::string_view(packet).substr(8));
    save(name + "-header", static_cast<std::uint8_t>(choice | kOwnHeader), packet);
    save(name + "-type", kEveryType, packet);
}

void saveMessages()
{
    saveMessage("hello", MessageType::Hello,
                Hello{"cgroup1", {{Step::FindController, 0, "pids"}, {Step::MakeGroupHere, 13, "/x"}}});
    saveMessage("open-box", MessageType::OpenBox, OpenBox{});
    saveMessage("close-box", MessageType::CloseBox, CloseBox{7});
    saveMessage("ready", MessageType::Ready, Ready{{}, "one\ntwo\n"});
    saveMessage("cancel", MessageType::Cancel, Cancel{3});
    Run run;
    run.hasInput = run.hasExecutable = true;
    run.arguments = {"./program", "argument"};
    run.environment = {"LC_ALL=C.UTF-8"};
    run.files = {{"folder/file", true, true}};
    run.collect = {"*.o"};
    saveMessage("run", MessageType::Run, run);
    Run talk;
    talk.arguments = {"validator"};
    talk.conversation = Conversation{1, 2, 3, 42};
    talk.pipes = {{0, true, 0}, {1, false, 0}};
    saveMessage("run-conversation", MessageType::Run, talk);
    Run pipes;
    pipes.arguments = {"program"};
    pipes.pipes = {{0, true, 1}, {1, false, 1}};
    saveMessage("run-pipes", MessageType::Run, pipes);
    Run manager = talk;
    manager.hasInput = true;
    manager.pipes = {{3, true, 1}, {4, false, 1}, {5, true, 2}, {255, false, 2}};
    saveMessage("run-manager", MessageType::Run, manager);
    Report report;
    report.status = Status::Exited;
    report.errorOutput = std::string_view("with\0nul", 8);
    report.failure = {Step::PlaceFile, 28, "sum.in"};
    report.collected = {{"a.o", 1234, true}};
    saveMessage("report", MessageType::Report, report);
    report.partners = {{1, 2, 3, true, false}, {2, 0, 0, false, true}};
    saveMessage("report-conversation", MessageType::Report, report);
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2)
        return 2;
    g_folder = arguments[1];
    std::filesystem::create_directories(g_folder);
    saveMessages();
    Writer writer;
    writer.bytes("some");
    writer.flag(true);
    writer.number<std::uint64_t>(5);
    // Three steps: text, flag, 64 bits.
    save("reader", kReader, std::string("\x03\x06\x04\x03", 4) + std::string(writer.view()));
    save("name", kNames, "folder/file.cpp");
    save("name-up", kNames, "folder/../../file");
    save("built-run", kBuilt, std::string("\x00\x01\x02\x03\x05\x09\x01", 7));
    save("built-run-pipes", kBuilt, std::string("\x00\x01\x02\x03\x1D\x04\x01\x02\x03\x01\x00\x00\x05", 13));
    save("built-report", kBuilt, std::string("\x01\x03\x01\x01\x02\x08\x05", 7));
    save("channel-raw", kChannel, std::string("\x00\x00\x00\x01\x00\x03\x00\x00\x20\xFD", 10));
    save("channel-long", kChannel, std::string("\x00\x02\xF2\x84\x00\x05\xF0\x00\x20\xFB", 10));
    save("channel-cut", kChannel, std::string("\x00\x06\x00\x01\x00\x05\x00\x00\x20\xFB\x10\x08", 12));
    save("channel-sent", kChannel, std::string("\x01\xFA\x00\x02\x80\x00", 6));
    return 0;
}
