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
