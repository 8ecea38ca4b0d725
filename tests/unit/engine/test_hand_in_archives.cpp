// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/hand_in_archives.h"

#include "files/folder.h"
#include "files/read.h"
#include "sandbox/fake/fake_sandbox.h"
#include "support/tree_builder.h"

#include <QtTest>

#include <sys/stat.h>

using namespace assize;
using engine::HandInArchives;

/// The engine's side of unpacking: what a box gives is checked, kept, and found again by who only reads.
class TestHandInArchives : public QObject
{
    Q_OBJECT

    /// What assize-unpack would write of one file.
    static std::string goodOutput(std::uint64_t next = 0, const std::string& name = "p/sum.cpp")
    {
        files::HandInContent content;
        content.next = next;
        content.files = {{name, 5, std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000))},
                         {name + ".h", 1, std::nullopt}};
        content.leftOut = {{"link", "symbolic link"}};
        content.notes = {"A note."};
        return files::encodeContent(content) + "12345" + "6";
    }
    struct Desk
    {
        explicit Desk(sandbox::FakeSandbox::Handler handler) : sandbox(std::move(handler))
        {
            tree.file("sum.zip", "an archive, as far as this test is concerned").file("unpack", "a program");
        }
        HandInArchives archives(std::stop_token stop = {})
        {
            return {&sandbox, tree.path("cache"), std::move(stop), tree.path("unpack")};
        }
        HandInArchives reading() { return {nullptr, tree.path("cache"), {}, tree.path("unpack")}; }

        test::TreeBuilder tree;
        sandbox::FakeSandbox sandbox;
    };
    static QString errorOf(const Result<intake::OpenedArchive>& opened)
    {
        return opened ? QStringLiteral("opened") : QString::fromStdString(opened.error().message);
    }

private Q_SLOTS:
    void unpacksInABoxOnceAndIsFoundByWhoReads()
    {
        std::vector<std::string> asked;
        std::string input;
        Desk desk([&](const sandbox::RunRequest& request, sandbox::BoxRole role, int, std::stop_token) {
            asked = request.arguments;
            input = sandbox::readWhole(request.standardInput);
            const bool limited = role == sandbox::BoxRole::Contestant && request.limits.cpuTime.count() > 0 &&
                                 request.limits.memory > 0 && request.limits.output > 0 &&
                                 sandbox::readWhole(request.executable) == "a program";
            return limited ? sandbox::fakeExit(0, goodOutput()) : sandbox::fakeExit(1);
        });
        QVERIFY(errorOf(desk.reading().open(desk.tree.path("sum.zip")))
                    .contains(QStringLiteral("`assize judge` does")));
        HandInArchives archives = desk.archives();
        const auto opened = archives.open(desk.tree.path("sum.zip"));
        QVERIFY2(opened, qPrintable(errorOf(opened)));
        QCOMPARE(asked, std::vector<std::string>({"assize-unpack", "hand-in"}));
        QCOMPARE(input, std::string("an archive, as far as this test is concerned"));
        QCOMPARE(opened->leftOut.at(0).file, std::string("link"));
        QCOMPARE(opened->notes.at(0), std::string("A note."));
        QCOMPARE(*files::readFile(opened->folder / "p/sum.cpp", 100), std::string("12345"));
        QCOMPARE(*files::readFile(opened->folder / "p/sum.cpp.h", 100), std::string("6"));
        const auto listing = files::walkFolder(opened->folder);
        QCOMPARE(listing->entries.size(), 2U);
        QVERIFY(listing->entries[0].modified.time_since_epoch() == std::chrono::seconds(1'700'000'000));
        QVERIFY(listing->entries[1].modified.time_since_epoch().count() == 0);

        desk.tree.file("copy.zip", "an archive, as far as this test is concerned");
        QVERIFY(archives.open(desk.tree.path("copy.zip")));
        QVERIFY(desk.reading().open(desk.tree.path("copy.zip")));
        QCOMPARE(desk.sandbox.counters().contestantRuns, 1);
        QCOMPARE(desk.sandbox.counters().boxesOpened, 1);
        // After a power cut files may be there without their content.
        std::filesystem::resize_file(opened->folder / "p/sum.cpp", 0);
        QVERIFY(!desk.reading().open(desk.tree.path("sum.zip")));
        const auto again = archives.open(desk.tree.path("sum.zip"));
        QVERIFY2(again, qPrintable(errorOf(again)));
        QCOMPARE(*files::readFile(again->folder / "p/sum.cpp", 100), std::string("12345"));
    }

    void remembersARefusal()
    {
        Desk desk([&](const auto&, auto, auto, auto) {
            files::HandInContent content;
            content.refusedBecause = "\"x\" is encrypted\x1b[31m";
            return sandbox::fakeExit(0, files::encodeContent(content));
        });
        HandInArchives archives = desk.archives();
        QCOMPARE(errorOf(archives.open(desk.tree.path("sum.zip"))),
                 QStringLiteral("\"x\" is encrypted\\x1b[31m"));
        QCOMPARE(errorOf(desk.reading().open(desk.tree.path("sum.zip"))),
                 QStringLiteral("\"x\" is encrypted\\x1b[31m"));
    }

    /// Unpacking a bomb anew whenever the contest is opened would be what its maker wants.
    void remembersWhatOneRunHasShown_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("remembered");
        using Status = model::RunStatus;
        QTest::newRow("time") << static_cast<int>(Status::CpuLimit) << 0 << true;
        QTest::newRow("memory") << static_cast<int>(Status::MemoryLimit) << 0 << true;
        QTest::newRow("output") << static_cast<int>(Status::OutputLimit) << 0 << true;
        QTest::newRow("call") << static_cast<int>(Status::Violation) << 0 << true;
        QTest::newRow("crash") << static_cast<int>(Status::Signalled) << 11 << true;
        QTest::newRow("killed, perhaps by the host") << static_cast<int>(Status::Signalled) << 9 << false;
        QTest::newRow("the clock, perhaps on a busy machine")
            << static_cast<int>(Status::WallLimit) << 0 << false;
    }
    void remembersWhatOneRunHasShown()
    {
        QFETCH(int, status);
        QFETCH(int, signal);
        QFETCH(bool, remembered);
        Desk desk([&](const auto&, auto, auto, auto) {
            sandbox::RunResult result = sandbox::fakeStatus(static_cast<model::RunStatus>(status));
            result.signal = signal;
            return result;
        });
        const QString first = errorOf(desk.archives().open(desk.tree.path("sum.zip")));
        QCOMPARE(errorOf(desk.reading().open(desk.tree.path("sum.zip"))) == first, remembered);
        QCOMPARE(errorOf(desk.archives().open(desk.tree.path("sum.zip"))), first);
        QCOMPARE(desk.sandbox.counters().contestantRuns, remembered ? 1 : 2);
    }

    void believesNothing_data()
    {
        QTest::addColumn<QByteArray>("output");
        const auto row = [](const char* name, const std::string& output) {
            QTest::newRow(name) << QByteArray(output.data(), static_cast<qsizetype>(output.size()));
        };
        row("nothing", "");
        row("garbage", std::string(1000, '\xFF'));
        row("too short", goodOutput().substr(0, goodOutput().size() - 1));
        row("too long", goodOutput() + "x");
        row("leads out", goodOutput(0, "../../sum.cpp"));
        row("in parts", goodOutput(7));
    }
    void believesNothing()
    {
        QFETCH(QByteArray, output);
        Desk desk([&](const auto&, auto, auto, auto) { return sandbox::fakeExit(0, output.toStdString()); });
        const QString error = errorOf(desk.archives().open(desk.tree.path("sum.zip")));
        QVERIFY2(error.contains(QStringLiteral("broke its protocol")), qPrintable(error));
        QVERIFY(!desk.reading().open(desk.tree.path("sum.zip")));
        const auto left = files::listFolder(desk.tree.path("cache"));
        QCOMPARE(left->entries.size(), 1U); // its lock
    }

    void saysHowARunEnded_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("expected");
        using Status = model::RunStatus;
        QTest::newRow("time") << static_cast<int>(Status::CpuLimit) << "takes longer than 10 s";
        QTest::newRow("wall") << static_cast<int>(Status::WallLimit) << "takes longer than 10 s";
        QTest::newRow("memory") << static_cast<int>(Status::MemoryLimit) << "more than 512 MiB of memory";
        QTest::newRow("crash") << static_cast<int>(Status::Signalled) << "made to do harm";
        QTest::newRow("call") << static_cast<int>(Status::Violation) << "a forbidden system call";
        QTest::newRow("sandbox") << static_cast<int>(Status::SandboxFailed) << "the sandbox failed";
        QTest::newRow("exit code") << static_cast<int>(Status::Exited) << "exit code 3";
    }
    void saysHowARunEnded()
    {
        QFETCH(int, status);
        QFETCH(QString, expected);
        Desk desk([&](const auto&, auto, auto, auto) {
            sandbox::RunResult result = sandbox::fakeStatus(static_cast<model::RunStatus>(status));
            result.exitCode = 3;
            result.signal = 11;
            return result;
        });
        const QString error = errorOf(desk.archives().open(desk.tree.path("sum.zip")));
        QVERIFY2(error.contains(expected), qPrintable(error));
    }

    void putsThePartsOfAnArchiveOfAllTogether()
    {
        Desk desk([&](const sandbox::RunRequest& request, auto, auto, auto) {
            if (request.arguments.at(1) != "all")
                return sandbox::fakeExit(2);
            return request.arguments.at(2) == "0" ? sandbox::fakeExit(0, goodOutput(2, "a/sum.cpp"))
                                                  : sandbox::fakeExit(0, goodOutput(0, "b/sum.cpp"));
        });
        HandInArchives archives = desk.archives();
        const auto opened = archives.openAll(desk.tree.path("sum.zip"));
        QVERIFY2(opened, qPrintable(errorOf(opened)));
        QCOMPARE(files::walkFolder(opened->folder)->entries.size(), 4U);
        QCOMPARE(desk.sandbox.counters().contestantRuns, 2);
        // As one hand-in it is something else.
        QVERIFY(!archives.open(desk.tree.path("sum.zip")));
    }

    /// It is truncated, say.
    void aPartThatIsRefusedRefusesTheWhole()
    {
        Desk desk([&](const sandbox::RunRequest& request, auto, auto, auto) {
            if (request.arguments.at(2) == "0")
                return sandbox::fakeExit(0, goodOutput(2, "a/sum.cpp"));
            files::HandInContent content;
            content.refusedBecause = "it is truncated";
            return sandbox::fakeExit(0, files::encodeContent(content));
        });
        QCOMPARE(errorOf(desk.archives().openAll(desk.tree.path("sum.zip"))),
                 QStringLiteral("it is truncated"));
        QCOMPARE(errorOf(desk.reading().openAll(desk.tree.path("sum.zip"))),
                 QStringLiteral("it is truncated"));
        QCOMPARE(desk.sandbox.counters().contestantRuns, 2);
    }

    void whatIsLeftOutOfManyPartsIsCut()
    {
        Desk desk([&](const sandbox::RunRequest& request, auto, auto, auto) {
            const auto first = static_cast<std::uint64_t>(std::stoi(request.arguments.at(2)));
            files::HandInContent content;
            content.next = first < 10 ? first + 1 : 0;
            content.files = {{std::to_string(first) + "/sum.cpp", 0, std::nullopt}};
            content.leftOut.assign(201, {"link", "symbolic link"});
            content.notes.assign(20, "A note.");
            return sandbox::fakeExit(0, files::encodeContent(content));
        });
        const auto opened = desk.archives().openAll(desk.tree.path("sum.zip"));
        QVERIFY2(opened, qPrintable(errorOf(opened)));
        QCOMPARE(opened->leftOut.size(), 1000U);
        QCOMPARE(opened->leftOut.back().reason, std::string("and more, which are not listed"));
        QCOMPARE(opened->notes.size(), 100U);
        QCOMPARE(files::walkFolder(opened->folder)->entries.size(), 11U);
    }

    void leftoversGoBeforeSomethingIsMade()
    {
        Desk desk([&](const auto&, auto, auto, auto) { return sandbox::fakeExit(0, goodOutput()); });
        QVERIFY(desk.archives().open(desk.tree.path("sum.zip")));
        const auto longAgo = std::filesystem::file_time_type::clock::now() - std::chrono::hours(48);
        for (const char* name : {"cache/.unpacking-AAAAAA", "cache/.removing-zzz"}) {
            std::filesystem::create_directories(desk.tree.path(name));
            std::filesystem::last_write_time(desk.tree.path(name), longAgo);
        }
        QVERIFY(desk.reading().open(desk.tree.path("sum.zip")));
        QVERIFY(std::filesystem::exists(desk.tree.path("cache/.removing-zzz")));
        // Also by who finds what is there.
        QVERIFY(desk.archives().open(desk.tree.path("sum.zip")));
        QVERIFY(!std::filesystem::exists(desk.tree.path("cache/.removing-zzz")));
        QVERIFY(!std::filesystem::exists(desk.tree.path("cache/.unpacking-AAAAAA")));
        QCOMPARE(desk.sandbox.counters().contestantRuns, 1);
    }

    void refusesAnArchiveOfAllThatDoesNotGoOn()
    {
        Desk desk([&](const sandbox::RunRequest& request, auto, auto, auto) {
            return sandbox::fakeExit(0, goodOutput(2, "a/" + request.arguments.at(2)));
        });
        const QString error = errorOf(desk.archives().openAll(desk.tree.path("sum.zip")));
        QVERIFY2(error.contains(QStringLiteral("does not go on")), qPrintable(error));
    }

    void stops()
    {
        Desk desk([&](const auto&, auto, auto, auto) { return sandbox::fakeExit(0, goodOutput()); });
        std::stop_source stop;
        stop.request_stop();
        HandInArchives archives = desk.archives(stop.get_token());
        const auto opened = archives.open(desk.tree.path("sum.zip"));
        QVERIFY(!opened && opened.error().kind == ErrorKind::Cancelled);
        QCOMPARE(desk.sandbox.counters().contestantRuns, 0);
    }

    void opensNothingButRegularFiles()
    {
        Desk desk([&](const auto&, auto, auto, auto) { return sandbox::fakeExit(0, goodOutput()); });
        desk.tree.sparseFile("huge.zip", 65ULL << 20);
        std::filesystem::create_symlink("sum.zip", desk.tree.path("link.zip"));
        QVERIFY(errorOf(desk.archives().open(desk.tree.path("huge.zip")))
                    .contains(QStringLiteral("more than 64 MiB")));
        QVERIFY(errorOf(desk.archives().open(desk.tree.path("link.zip")))
                    .contains(QStringLiteral("symbolic link")));
        QCOMPARE(desk.sandbox.counters().contestantRuns, 0);
    }
};

QTEST_APPLESS_MAIN(TestHandInArchives)
#include "test_hand_in_archives.moc"
