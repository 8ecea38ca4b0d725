// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/channel.h"
#include "sandbox/protocol/messages.h"

#include <QTest>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <random>
#include <sys/socket.h>

using namespace assize;
using namespace assize::sandbox::protocol;

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
        sent.arguments = {"validator"};
        sent.conversation = Conversation{1, 2, 3, -42};
        Writer writer;
        encode(writer, sent);
        Run run = sampleRun();
        QVERIFY(decode(writer.view(), run));
        QVERIFY(run.conversation == sent.conversation);
        encode(writer, sampleRun());
        QVERIFY(decode(writer.view(), run));
        QVERIFY(!run.conversation);

        Report report = sampleReport();
        report.endedAt = 77;
        report.conversation = ConversationReport{5, 6, true, false};
        encode(writer, report);
        Report received;
        QVERIFY(decode(writer.view(), received));
        QCOMPARE(received.endedAt, 77U);
        QVERIFY(received.conversation.has_value());
        QCOMPARE(received.conversation->fromProgram, 5U);
        QCOMPARE(received.conversation->fromJury, 6U);
        QVERIFY(received.conversation->programSaidTooMuch && !received.conversation->programEndedFirst);
    }

    void contradictoryStreamsAreRefused()
    {
        const auto refused = [](auto change) {
            Run run = sampleRun();
            change(run);
            Writer writer;
            encode(writer, run);
            Run decoded;
            return !decode(writer.view(), decoded);
        };
        QVERIFY(!refused([](Run&) {}));
        QVERIFY(!refused([](Run& run) { run.inputIsPipe = run.outputIsPipe = true; }));
        QVERIFY(refused([](Run& run) {
            run.hasInput = false;
            run.inputIsPipe = true;
        }));
        QVERIFY(refused([](Run& run) { run.conversation.emplace(); }));
        QVERIFY(refused([](Run& run) {
            run.hasInput = false;
            run.outputIsPipe = true;
            run.conversation.emplace();
        }));
        QVERIFY(refused([](Run& run) {
            run.hasInput = false;
            run.conversation.emplace().transcript = kMaximumTranscript + 1;
        }));
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
