// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/channel.h"
#include "sandbox/protocol/messages.h"

#include <QTest>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <random>
#include <sys/socket.h>

using namespace assize;
using namespace assize::sandbox::protocol;

Q_DECLARE_METATYPE(std::function<void(Run&)>)

namespace {

Run sampleRun()
{
    Run run;
    run.number = 7;
    run.cpuTime = 1'000'000'000;
    run.memory = 256 << 20;
    run.processes = 3;
    run.hasInput = true;
    run.keepWorkFolder = true;
    run.arguments = {"program", "", "an argument with\nodd bytes \xff"};
    run.environment = {"A=b"};
    run.files = {{"folder/file", true, false}, {"other", false, true}};
    run.collect = {"*.o"};
    return run;
}

Report sampleReport()
{
    Report report;
    report.number = 9;
    report.status = Status::OutputLimit;
    report.exitCode = -3;
    report.errorOutput = std::string_view("with\0nul", 8);
    report.failure = {Step::PlaceFile, ENOSPC, "sum.in"};
    report.collected = {{"a.out", 12345, true}};
    report.written = {"sum.out", "\xff odd"};
    return report;
}

std::pair<unique_fd, unique_fd> sockets()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return {};
    return {unique_fd(ends[0]), unique_fd(ends[1])};
}

} // namespace

class TestProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runComesBack()
    {
        Writer writer;
        encode(writer, sampleRun());
        MessageType type{};
        QVERIFY(typeOf(writer.view(), type));
        QVERIFY(type == MessageType::Run);
        Run run;
        QVERIFY(decode(writer.view(), run));
        QCOMPARE(run.number, 7U);
        QCOMPARE(run.cpuTime, 1'000'000'000U);
        QCOMPARE(run.processes, 3U);
        QVERIFY(run.hasInput && !run.hasExecutable && run.keepWorkFolder);
        QCOMPARE(run.arguments.size(), std::size_t(3));
        QVERIFY(run.arguments[2] == "an argument with\nodd bytes \xff");
        QCOMPARE(run.arguments[2].data()[run.arguments[2].size()], '\0');
        QCOMPARE(run.files.size(), std::size_t(2));
        QVERIFY(run.files[0].name == "folder/file" && run.files[0].executable && !run.files[0].writable);
        QVERIFY(!run.files[1].executable && run.files[1].writable);
        QVERIFY(run.collect[0] == "*.o");
    }

    void reportComesBack()
    {
        Writer writer;
        encode(writer, sampleReport());
        Report report;
        QVERIFY(decode(writer.view(), report));
        QVERIFY(report.status == Status::OutputLimit);
        QCOMPARE(report.exitCode, -3);
        QCOMPARE(report.errorOutput.size(), std::size_t(8));
        QCOMPARE(report.collected.size(), std::size_t(1));
        QVERIFY(report.collected[0].name == "a.out" && report.collected[0].size == 12345U);
        QCOMPARE(report.written.size(), std::size_t(2));
        QVERIFY(report.written[0] == "sum.out" && report.written[1] == "\xff odd");
        QVERIFY(report.failure == (Failure{Step::PlaceFile, ENOSPC, "sum.in"}));
    }

    void conversationComesBack()
    {
        Run sent;
        sent.arguments = {"manager"};
        sent.hasInput = true;
        sent.conversation = Conversation{1, 2, 3, -42};
        sent.pipes = {{3, true, 7}, {4, false, 7}, {kLastDescriptor, true, 9}};
        Writer writer;
        encode(writer, sent);
        Run run = sampleRun();
        QVERIFY(decode(writer.view(), run));
        QVERIFY(run.conversation == sent.conversation);
        QVERIFY(run.pipes == sent.pipes);
        // Output, transcript, input, three pipes.
        QCOMPARE(descriptorsOf(run), std::size_t(6));
        encode(writer, sampleRun());
        QVERIFY(decode(writer.view(), run));
        QVERIFY(!run.conversation && run.pipes.empty());
        // Output, input, two files.
        QCOMPARE(descriptorsOf(run), std::size_t(4));

        Report report = sampleReport();
        report.endedAt = 77;
        report.partners = {{7, 5, 6, true, false}, {9, 0, 0, false, true}};
        encode(writer, report);
        Report received;
        QVERIFY(decode(writer.view(), received));
        QCOMPARE(received.endedAt, 77U);
        QVERIFY(received.partners == report.partners);
    }

    void contradictoryStreamsAreRefused_data()
    {
        using Pipes = std::vector<ProgramPipe>;
        QTest::addColumn<bool>("good");
        QTest::addColumn<std::function<void(Run&)>>("change");
        const auto row = [](const char* name, bool good, std::function<void(Run&)> change) {
            QTest::newRow(name) << good << std::move(change);
        };
        const auto pipes = [&row](const char* name, bool good, Pipes given) {
            row(name, good, [given](Run& run) {
                run.hasInput = false;
                run.pipes = given;
            });
        };
        row("none", true, [](Run&) {});
        pipes("both streams", true, {{0, true, 0}, {1, false, 0}});
        pipes("input is written", false, {{0, false, 0}});
        pipes("output is read", false, {{1, true, 0}});
        pipes("standard error", false, {{2, false, 0}});
        pipes("any number, both ways", true, {{3, true, 0}, {4, false, 0}, {200, true, 1}});
        pipes("the last number", true, {{kLastDescriptor, true, 0}});
        pipes("beyond the last", false, {{kLastDescriptor + 1, true, 0}});
        pipes("the largest number", false, {{UINT32_MAX, true, 0}});
        pipes("one number twice", false, {{3, true, 0}, {4, true, 0}, {3, false, 0}});
        Pipes most;
        for (std::uint32_t i = 0; i < kMaximumPipes; ++i)
            most.push_back({i + 3, true, i});
        pipes("as many as there can be", true, most);
        most.push_back({kLastDescriptor, true, 0});
        pipes("one more", false, most);
        row("a file and a pipe as input", false, [](Run& run) { run.pipes = {{0, true, 0}}; });
        row("a file beside a pipe", true, [](Run& run) { run.pipes = {{3, true, 0}}; });
        row("nobody to converse with", false, [](Run& run) { run.conversation.emplace(); });
        row("too long a transcript", false, [](Run& run) {
            run.pipes = {{3, true, 0}};
            run.conversation.emplace().transcript = kMaximumTranscript + 1;
        });
        const auto fill = [](Run& run) {
            run.hasExecutable = true;
            run.files.assign(kMaximumFiles, {"file", false, false});
        };
        row("as many files as there can be", true, fill);
        row("no room for a pipe beside them", false, [fill](Run& run) {
            fill(run);
            run.pipes = {{3, true, 0}};
        });
    }

    void contradictoryStreamsAreRefused()
    {
        QFETCH(const bool, good);
        QFETCH(const std::function<void(Run&)>, change);
        Run run = sampleRun();
        change(run);
        Writer writer;
        encode(writer, run);
        Run decoded;
        QCOMPARE(decode(writer.view(), decoded), good);
    }

    void otherTypesAreRefused()
    {
        Writer writer;
        encode(writer, sampleRun());
        Report report;
        Cancel cancel;
        OpenBox open;
        QVERIFY(!decode(writer.view(), report));
        QVERIFY(!decode(writer.view(), cancel));
        QVERIFY(!decode(writer.view(), open));
    }

    void everyCutIsRefused()
    {
        Writer writer;
        encode(writer, sampleRun());
        const std::string whole(writer.view());
        Run run;
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!decode(std::string_view(whole).substr(0, size), run));
        QVERIFY(!decode(whole + "x", run));
    }

    void otherVersionsAreRefused()
    {
        Writer writer;
        encode(writer, Cancel{1});
        std::string packet(writer.view());
        Cancel cancel;
        QVERIFY(decode(packet, cancel));
        packet[4] = static_cast<char>(packet[4] + 1);
        QVERIFY(!decode(packet, cancel));
        MessageType type{};
        QVERIFY(!typeOf(packet, type));
    }

    void damageIsNeverFollowed()
    {
        // Any byte, any value: decode may say yes or no, but stays within the packet (the sanitizers look).
        Writer writer;
        encode(writer, sampleRun());
        const std::string whole(writer.view());
        std::mt19937 random(1);
        Run run;
        Report report;
        for (int i = 0; i < 20000; ++i) {
            std::string packet = whole;
            for (int changes = 0; changes < 1 + i % 4; ++changes)
                packet[random() % packet.size()] = static_cast<char>(random());
            if (decode(packet, run)) {
                for (const PlacedFile& file : run.files)
                    QVERIFY(isPlaceableName(file.name));
                for (const std::string_view argument : run.arguments)
                    QVERIFY(argument.data() >= packet.data() &&
                            argument.data() + argument.size() < packet.data() + packet.size());
            }
            (void)decode(packet, report);
        }
    }

    void nulInArgumentsIsRefused()
    {
        Run run = sampleRun();
        run.arguments[1] = std::string_view("a\0b", 3);
        Writer writer;
        encode(writer, run);
        QVERIFY(!decode(writer.view(), run));
    }

    void placeableNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("placeable");
        QTest::addRow("plain") << QByteArray("Main.java") << true;
        QTest::addRow("folders") << QByteArray("a/b/c.h") << true;
        QTest::addRow("odd bytes") << QByteArray("-o \n'\xff") << true;
        QTest::addRow("three dots") << QByteArray("...") << true;
        QTest::addRow("empty") << QByteArray("") << false;
        QTest::addRow("absolute") << QByteArray("/etc/passwd") << false;
        QTest::addRow("up") << QByteArray("../x") << false;
        QTest::addRow("up inside") << QByteArray("a/../../x") << false;
        QTest::addRow("dot") << QByteArray("./x") << false;
        QTest::addRow("empty part") << QByteArray("a//b") << false;
        QTest::addRow("ends in a slash") << QByteArray("a/") << false;
        QTest::addRow("nul") << QByteArray("a\0b", 3) << false;
        QTest::addRow("long part") << QByteArray(256, 'x') << false;
        QTest::addRow("deep") << QByteArray("a/").repeated(20) + "b" << false;
    }

    void placeableNames()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const bool, placeable);
        QCOMPARE(isPlaceableName({name.data(), static_cast<std::size_t>(name.size())}), placeable);
    }

    void descriptorsTravel()
    {
        const auto [ours, theirs] = sockets();
        const unique_fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const std::array<int, 2> sent = {null.get(), null.get()};
        QCOMPARE(sendPacket(ours.get(), "hello", sent), 0);
        std::array<char, 100> buffer{};
        std::vector<unique_fd> descriptors;
        const Received received = receivePacket(theirs.get(), buffer, descriptors);
        QCOMPARE(received.error, 0);
        QCOMPARE(received.size, std::size_t(5));
        QCOMPARE(descriptors.size(), std::size_t(2));
        QVERIFY(::fcntl(descriptors[0].get(), F_GETFD) & FD_CLOEXEC);
    }

    void tooLongPacketsAreErrors()
    {
        const auto [ours, theirs] = sockets();
        QCOMPARE(sendPacket(ours.get(), std::string(kMaximumMessage + 1, 'x')), EMSGSIZE);
        QCOMPARE(sendPacket(ours.get(), std::string(kMaximumMessage, 'x')), 0);
        std::array<char, 100> buffer{};
        std::vector<unique_fd> descriptors;
        QCOMPARE(receivePacket(theirs.get(), buffer, descriptors).error, EMSGSIZE);
    }

    void closedSocketIsEndOfFile()
    {
        auto [ours, theirs] = sockets();
        ours.reset();
        std::array<char, 100> buffer{};
        std::vector<unique_fd> descriptors;
        QVERIFY(receivePacket(theirs.get(), buffer, descriptors).endOfFile);
        QCOMPARE(sendPacket(theirs.get(), "x"), EPIPE);
    }
};

QTEST_GUILESS_MAIN(TestProtocol)
#include "test_protocol.moc"
