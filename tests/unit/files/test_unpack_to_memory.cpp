// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/unpack_to_memory.h"

#include "base/unique_fd.h"
#include "files/read.h"
#include "support/archive_builder.h"
#include "support/rar_builder.h"
#include "support/tree_builder.h"

#include <QtTest>

#include <fcntl.h>
#include <functional>

using namespace assize;
using test::ArchiveBuilder;
using test::RarBuilder;

/// Contestants' archives: what comes out, what is left out, what is refused.
class TestUnpackToMemory : public QObject
{
    Q_OBJECT

    static files::InMemory unpack(const std::filesystem::path& file, const files::HandInLimits& limits = {},
                                  std::uint64_t first = 0)
    {
        const unique_fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
        return files::unpackToMemory(fd.get(), first, limits);
    }
    /// "name=content" of all files, "-name: reason" of what is left out, "!why" where it is refused.
    static QString textOf(const files::InMemory& read)
    {
        QStringList lines;
        if (!read.content.refusedBecause.empty())
            lines << "!" + QString::fromStdString(read.content.refusedBecause);
        for (std::size_t i = 0; i < read.content.files.size(); ++i)
            lines << QString::fromStdString(read.content.files[i].name + "=" + read.contents[i]);
        for (const files::LeftOutMember& member : read.content.leftOut)
            lines << QString::fromStdString("-" + member.name + ": " + member.reason);
        return lines.join("\n");
    }
    static std::string bytesOf(const std::filesystem::path& file) { return *files::readFile(file, 1 << 26); }

private Q_SLOTS:
    void readsEveryFormat_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.zst", "a.tar.bz2", "a.7z"})
            QTest::newRow(name) << name;
    }
    void readsEveryFormat()
    {
        QFETCH(QString, name);
        test::TreeBuilder tree;
        const auto file = tree.path(name.toStdString());
        ArchiveBuilder(file).file("p/sum.cpp", "int main(){}").folder("p/empty").file("p/x.h", "");
        QCOMPARE(textOf(unpack(file)), "p/sum.cpp=int main(){}\np/x.h=");
    }

    /// Reading goes on where it was after the times of a zip have been read beside it.
    void readsWhatIsLargerThanABlock_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("options");
        QTest::newRow("zip") << "a.zip" << QByteArray();
        QTest::newRow("zip, stored") << "a.zip" << QByteArray("zip:compression=store");
        QTest::newRow("tar") << "a.tar" << QByteArray();
        QTest::newRow("7z") << "a.7z" << QByteArray();
    }
    void readsWhatIsLargerThanABlock()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, options);
        test::TreeBuilder tree;
        const auto file = tree.path(name.toStdString());
        std::vector<std::string> contents;
        {
            ArchiveBuilder builder(file, options.isEmpty() ? nullptr : options.constData());
            std::uint32_t noise = 1;
            for (int i = 0; i < 5; ++i) {
                std::string& content = contents.emplace_back();
                for (int j = 0; j < 100'000; ++j)
                    content += static_cast<char>((noise = noise * 1664525 + 1013904223) >> 24);
                builder.file("f" + std::to_string(i), content);
            }
        }
        QVERIFY(std::filesystem::file_size(file) > 400'000);
        const files::InMemory read = unpack(file);
        QCOMPARE(read.content.refusedBecause, std::string());
        QVERIFY(read.contents == contents);
        const files::InMemory part = unpack(file, files::limitsOfAll(), 3);
        QCOMPARE(part.content.refusedBecause, std::string());
        QVERIFY(part.contents == std::vector(contents.begin() + 3, contents.end()));
    }

    void readsRar_data()
    {
        QTest::addColumn<bool>("five");
        QTest::newRow("RAR 4") << false;
        QTest::newRow("RAR 5") << true;
    }
    void readsRar()
    {
        QFETCH(bool, five);
        const auto version = five ? RarBuilder::Version::Rar5 : RarBuilder::Version::Rar4;
        test::TreeBuilder tree;
        tree.file("a.rar", RarBuilder(version).file("sum.cpp", "int main(){}").bytes());
        QCOMPARE(textOf(unpack(tree.path("a.rar"))), "sum.cpp=int main(){}");
        tree.file("locked.rar", RarBuilder(version).file("sum.cpp", "0123456789abcdef", true).bytes());
        const QString text = textOf(unpack(tree.path("locked.rar")));
        QVERIFY2(text.startsWith("!") && text.contains("is encrypted"), qPrintable(text));
    }

    void leavesOutOrRefuses_data()
    {
        using Make = std::function<void(ArchiveBuilder&)>;
        QTest::addColumn<Make>("make");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, Make make, const char* expected) {
            QTest::newRow(name) << make << QString(expected);
        };
        row(
            "link", [](ArchiveBuilder& b) { b.file("a", "1").link("b", "/etc/passwd"); },
            "a=1\n-b: symbolic link to \"/etc/passwd\"; links are not unpacked");
        row(
            "file through a link", [](ArchiveBuilder& b) { b.link("d", "/etc").file("d/passwd", "1"); },
            "d/passwd=1\n-d: symbolic link to \"/etc\"; links are not unpacked");
        row(
            "hard link", [](ArchiveBuilder& b) { b.file("a", "1").hardLink("b", "a"); },
            "a=1\n-b: hard link to \"a\"; links are not unpacked");
        row(
            "FIFO", [](ArchiveBuilder& b) { b.fifo("p").file("a", "1"); },
            "a=1\n-p: a device, a FIFO or a socket; only regular files are unpacked");
        row(
            "device", [](ArchiveBuilder& b) { b.device("p"); },
            "-p: a device, a FIFO or a socket; only regular files are unpacked");
        row(
            "of the system",
            [](ArchiveBuilder& b) { b.file("__MACOSX/._a", "1").file("x/.DS_Store").file("a"); }, "a=");
        row(
            "dot dot", [](ArchiveBuilder& b) { b.file("a", "1").file("x/../../b"); },
            "!\"x/../../b\" leads out of the archive; no such name is unpacked");
        row(
            "absolute", [](ArchiveBuilder& b) { b.file("/etc/cron.d/x"); },
            "!\"/etc/cron.d/x\" is an absolute name; no such name is unpacked");
        row(
            "twice", [](ArchiveBuilder& b) { b.file("a", "1").file("./a", "2"); },
            "!\"./a\" is there twice; nobody can tell which of the two is meant");
        row(
            "file and folder", [](ArchiveBuilder& b) { b.file("a", "1").file("a/b", "2"); },
            "!\"a/b\" lies below a member that is not a folder");
        row(
            "deepest", [](ArchiveBuilder& b) { b.file("1/2/3/4/5/6/7/8/x"); }, "1/2/3/4/5/6/7/8/x=");
        row(
            "too deep", [](ArchiveBuilder& b) { b.file("1/2/3/4/5/6/7/8/9/x"); },
            "!\"1/2/3/4/5/6/7/8/9/x\" lies more than 8 folders deep");
        row(
            "long name", [](ArchiveBuilder& b) { b.file(std::string(256, 'n')); }, "too long a name");
        row(
            "nothing", [](ArchiveBuilder& b) { b.folder("a"); }, "");
    }
    void leavesOutOrRefuses()
    {
        QFETCH(std::function<void(ArchiveBuilder&)>, make);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        {
            ArchiveBuilder builder(tree.path("a.tar"));
            make(builder);
        }
        const QString text = textOf(unpack(tree.path("a.tar")));
        if (expected == "too long a name")
            QVERIFY2(text.startsWith("!") && text.contains(expected), qPrintable(text));
        else
            QCOMPARE(text, expected);
    }

    void oneBadMemberDoesNotRefuseEverybody()
    {
        test::TreeBuilder tree;
        ArchiveBuilder(tree.path("a.tar"))
            .file("x/../../b")
            .file("bob/a", "1")
            .file("bob/a", "2")
            .file("c", "3");
        QCOMPARE(textOf(unpack(tree.path("a.tar"), files::limitsOfAll())),
                 "bob/a=1\nc=3\n-x/../../b: leads out of the archive; no such name is unpacked\n"
                 "-bob/a: is there twice; nobody can tell which of the two is meant");
    }

    void unpacksArchivesInArchives()
    {
        test::TreeBuilder tree;
        ArchiveBuilder(tree.path("third.zip")).file("deep.cpp", "3");
        ArchiveBuilder(tree.path("second.tar.gz"))
            .file("inner.cpp", "2")
            .file("third.zip", bytesOf(tree.path("third.zip")));
        ArchiveBuilder(tree.path("first.zip"))
            .file("src/project.tar.gz", bytesOf(tree.path("second.tar.gz")))
            .file("lib.jar", bytesOf(tree.path("third.zip")))
            .file("a.cpp", "1");
        const files::InMemory read = unpack(tree.path("first.zip"));
        QCOMPARE(read.content.files.size(), 3U);
        QCOMPARE(read.content.files[0].name, std::string("src/project/inner.cpp"));
        QCOMPARE(read.contents[0], std::string("2"));
        QCOMPARE(read.content.files[1].name, std::string("lib.jar")); // a program's library is no hand-in
        QCOMPARE(read.content.files[2].name, std::string("a.cpp"));
        QCOMPARE(read.content.leftOut.size(), 1U);
        QCOMPARE(read.content.leftOut[0].name, std::string("src/project/third.zip"));
        QVERIFY(read.content.leftOut[0].reason.find("2 deep") != std::string::npos);
        // Of an archive of all, they are the hand-ins.
        QCOMPARE(unpack(tree.path("first.zip"), files::limitsOfAll()).content.files.size(), 3U);
        ArchiveBuilder(tree.path("bad.zip"))
            .file("in.zip", bytesOf(tree.path("second.tar.gz")).substr(0, 60))
            .file("a.cpp", "1");
        const QString text = textOf(unpack(tree.path("bad.zip")));
        QVERIFY2(text.startsWith("!\"in.zip\" cannot be unpacked: "), qPrintable(text));
    }

    void refusesBombs()
    {
        test::TreeBuilder tree;
        // Sixteen times 16 MiB of zeros, as one archive in archives: few bytes, and far too much.
        ArchiveBuilder(tree.path("inner.zip")).file("zeros", std::string(16 << 20, '\0'));
        const std::string inner = bytesOf(tree.path("inner.zip"));
        {
            ArchiveBuilder outer(tree.path("bomb.zip"));
            for (int i = 0; i < 16; ++i)
                outer.file(std::to_string(i) + ".zip", inner);
        }
        QString text = textOf(unpack(tree.path("bomb.zip")));
        QVERIFY2(text.startsWith("!unpacked, it has more than 64 MiB"), qPrintable(text));
        {
            ArchiveBuilder many(tree.path("many.tar.gz"));
            for (int i = 0; i < 2001; ++i)
                many.file("f" + std::to_string(i));
        }
        text = textOf(unpack(tree.path("many.tar.gz")));
        QVERIFY2(text.startsWith("!it holds more than 2000 files"), qPrintable(text));
        {
            ArchiveBuilder folders(tree.path("folders.tar.gz"));
            for (int i = 0; i < 20'001; ++i)
                folders.folder("d" + std::to_string(i));
        }
        text = textOf(unpack(tree.path("folders.tar.gz")));
        QVERIFY2(text.startsWith("!it holds more than 20000 members"), qPrintable(text));
    }

    void comesInParts()
    {
        test::TreeBuilder tree;
        {
            ArchiveBuilder many(tree.path("all.zip"));
            for (int i = 0; i < 10; ++i)
                many.file("f" + std::to_string(i), std::string(100, 'x'));
            many.file("large", std::string(1000, 'y')).file("last", "z");
        }
        files::HandInLimits limits = files::limitsOfAll();
        limits.bytes = 350;
        std::vector<std::string> names;
        QStringList leftOut;
        std::uint64_t first = 0;
        int parts = 0;
        do {
            const files::InMemory part = unpack(tree.path("all.zip"), limits, first);
            QVERIFY(part.content.next == 0 || part.content.next > first);
            for (const files::UnpackedFile& file : part.content.files)
                names.push_back(file.name);
            for (const files::LeftOutMember& member : part.content.leftOut)
                leftOut << QString::fromStdString(member.name + ": " + member.reason);
            first = part.content.next;
            ++parts;
        } while (first != 0 && parts < 20);
        QCOMPARE(names.size(), 11U);
        QCOMPARE(names.back(), std::string("last"));
        QCOMPARE(leftOut.size(), 1);
        QVERIFY2(leftOut[0].startsWith("large: unpacked, it has more than 0 MiB"), qPrintable(leftOut[0]));
    }

    void refusesDamage()
    {
        test::TreeBuilder tree;
        // Stored, so that its bytes can be found and bent.
        ArchiveBuilder(tree.path("whole.zip"), "zip:compression=store")
            .file("a.cpp", "int main() { return 0; }")
            .file("b.cpp", "other");
        const std::string whole = bytesOf(tree.path("whole.zip"));
        std::string bent = whole;
        bent[bent.find("return 0")] = 'R';
        tree.file("bent.zip", bent);
        QString text = textOf(unpack(tree.path("bent.zip")));
        QVERIFY2(text.startsWith("!\"a.cpp\" is damaged"), qPrintable(text));
        for (std::size_t length : {whole.size() / 3, whole.size() / 2, whole.size() - 5}) {
            tree.file("cut.zip", whole.substr(0, length));
            text = textOf(unpack(tree.path("cut.zip")));
            // The end is only a list: where all files are there, they may come out.
            QVERIFY2(text.startsWith("!") || text.contains("b.cpp=other"), qPrintable(text));
        }
        tree.file("no.zip", "this is no archive");
        QVERIFY(textOf(unpack(tree.path("no.zip"))).startsWith("!it is no zip, 7z, RAR or tar archive"));
        tree.file("empty.zip");
        QVERIFY(textOf(unpack(tree.path("empty.zip"))).startsWith("!"));
        ArchiveBuilder(tree.path("locked.zip"), "zip:encryption=zipcrypt", "secret").file("x.cpp", "1");
        QVERIFY(textOf(unpack(tree.path("locked.zip"))).startsWith("!\"x.cpp\" is encrypted"));
    }

    void believesOnlyTimesWithAZone()
    {
        test::TreeBuilder tree;
        ArchiveBuilder(tree.path("a.tar")).time(1'700'000'000).file("x");
        ArchiveBuilder(tree.path("a.zip")).time(1'700'000'000).file("x");
        ArchiveBuilder(tree.path("none.tar")).file("x");
        const auto timeOf = [&](const char* name) {
            return unpack(tree.path(name)).content.files.at(0).modified;
        };
        const std::chrono::sys_seconds expected{std::chrono::seconds(1'700'000'000)};
        QVERIFY(timeOf("a.tar") == expected);
        QVERIFY(timeOf("a.zip") == expected);
        QVERIFY(!timeOf("none.tar"));
        // The same zip without its field UT: it keeps the local time of nobody knows where.
        std::string bytes = bytesOf(tree.path("a.zip"));
        for (std::size_t at = bytes.find("UT"); at != std::string::npos; at = bytes.find("UT", at))
            bytes[at] = 'Q';
        tree.file("local.zip", bytes);
        QVERIFY(!timeOf("local.zip"));
        tree.file("a.rar", RarBuilder(RarBuilder::Version::Rar4).file("x", "1").bytes());
        QVERIFY(!timeOf("a.rar"));
    }

    void tellsOfNames()
    {
        test::TreeBuilder tree;
        ArchiveBuilder(tree.path("a.tar"))
            .file("Sum.cpp", "1")
            .file("sum.cpp", "2")
            .file("\xC4\xE3.cpp", "3");
        const files::InMemory read = unpack(tree.path("a.tar"));
        QCOMPARE(read.content.files.size(), 3U);
        QCOMPARE(read.content.files[2].name, std::string("\xC4\xE3.cpp"));
        QCOMPARE(read.content.notes.size(), 2U);
        QVERIFY(read.content.notes[0].find("differ only in upper and lower case") != std::string::npos);
        QVERIFY(read.content.notes[1].find("is not UTF-8; its bytes are kept") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestUnpackToMemory)
#include "test_unpack_to_memory.moc"
