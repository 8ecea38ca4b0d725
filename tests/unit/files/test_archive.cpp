// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive.h"
#include "files/folder.h"
#include "files/read.h"
#include "support/archive_builder.h"
#include "support/tree_builder.h"

#include <QtTest>

#include <clocale>
#include <set>

#include <sys/file.h>

using namespace assize;
using test::ArchiveBuilder;

/// Unpacking: what comes out of good archives, that bad ones are refused whole, and the cache.
class TestArchive : public QObject
{
    Q_OBJECT

    /// "a/b=content" of all files, "a/b -> target" of links.
    static QStringList contentOf(const std::filesystem::path& folder)
    {
        QStringList lines;
        const auto listing = files::walkFolder(folder);
        if (!listing)
            return {QStringLiteral("unreadable")};
        for (const files::Entry& entry : listing->entries) {
            const QString name = QString::fromLatin1(entry.name.c_str());
            std::error_code code;
            if (entry.kind == files::EntryKind::SymbolicLink)
                lines << name + " -> " +
                             QString::fromLatin1(std::filesystem::read_symlink(entry.path, code).c_str());
            else if (entry.isFile())
                lines << name + "=" + QString::fromStdString(*files::readFile(entry.path, 1 << 20));
            else
                lines << name + "/";
        }
        return lines;
    }
    /// What is left in the cache beside whole entries.
    static int entriesIn(const std::filesystem::path& cache)
    {
        const auto listing = files::listFolder(cache);
        return listing ? static_cast<int>(listing->entries.size()) : 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // libarchive must not depend on the locale of the program.
        std::setlocale(LC_ALL, "C");
    }

    void unpacksEveryFormat_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.zip", "a.kpp", "a.7z", "a.tar", "a.tar.gz", "a.tgz", "a.tar.xz",
                                 "a.tar.zst", "a.tar.bz2", "no-ending"})
            QTest::newRow(name) << name;
    }
    void unpacksEveryFormat()
    {
        QFETCH(QString, name);
        test::TreeBuilder tree;
        const auto file = tree.path(name.toStdString());
        ArchiveBuilder(file)
            .folder("p/")
            .file("p/problem.yaml", "name: x\n")
            .file("p/data/./secret//1.in", "1")
            .file("p/run", "#!", 0755)
            .file("__MACOSX/p/._run", "x")
            .file("p/.DS_Store", "x");
        QVERIFY(files::isArchive(file));
        const auto unpacked = files::unpack(file, tree.path("cache/packages"));
        QVERIFY2(unpacked, unpacked ? "" : unpacked.error().message.c_str());
        QCOMPARE(contentOf(unpacked->folder),
                 QStringList({"p/data/secret/1.in=1", "p/problem.yaml=name: x\n", "p/run=#!"}));
        QVERIFY(unpacked->onlyFolder);
        QCOMPARE(*unpacked->onlyFolder, unpacked->folder / "p");
        struct ::stat status = {};
        QCOMPARE(::stat((unpacked->folder / "p/run").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, ::mode_t(0700));
        QCOMPARE(::stat((unpacked->folder / "p/problem.yaml").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, ::mode_t(0600));
        QCOMPARE(::stat(tree.path("cache/packages").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, ::mode_t(0700));
    }

    void keepsEveryByteOfNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("zip") << "a.zip";
        QTest::newRow("tar") << "a.tar";
    }
    void keepsEveryByteOfNames()
    {
        QFETCH(QString, name);
        test::TreeBuilder tree;
        std::set<std::string> names;
        {
            ArchiveBuilder builder(tree.path(name.toStdString()));
            for (int byte = 1; byte < 256; ++byte) {
                // In a zip a backslash separates folders where no slash does (see archive.h).
                if (byte == '/' || (byte == '\\' && name == "a.zip"))
                    continue;
                const std::string member = "x" + std::string(1, static_cast<char>(byte)) + "y";
                builder.file(member);
                names.insert(member);
            }
        }
        const auto unpacked = files::unpack(tree.path(name.toStdString()), tree.path("cache"));
        QVERIFY2(unpacked, unpacked ? "" : unpacked.error().message.c_str());
        std::set<std::string> found;
        const auto listing = files::listFolder(unpacked->folder);
        QVERIFY(listing);
        for (const files::Entry& entry : listing->entries)
            found.insert(entry.name);
        QCOMPARE(found.size(), names.size());
        QVERIFY(found == names);
    }

    void takesBackslashesOfWindowsInZips()
    {
        test::TreeBuilder tree;
        ArchiveBuilder(tree.path("good.zip")).file("data\\secret\\1.in", "1");
        const auto unpacked = files::unpack(tree.path("good.zip"), tree.path("cache"));
        QVERIFY2(unpacked, unpacked ? "" : unpacked.error().message.c_str());
        QCOMPARE(contentOf(unpacked->folder), QStringList({"data/secret/1.in=1"}));
        ArchiveBuilder(tree.path("bad.zip")).file("..\\..\\x", "1");
        const auto out = files::unpack(tree.path("bad.zip"), tree.path("cache"));
        QVERIFY(!out);
        QVERIFY2(QString::fromStdString(out.error().message).contains("leads out"),
                 out.error().message.c_str());
    }

    void makesLinksWithin()
    {
        test::TreeBuilder tree;
        // A link before what it leads to, one over a folder, one to nowhere.
        ArchiveBuilder(tree.path("a.tar"))
            .link("secret/2.in", "../sample/1.in")
            .file("sample/1.in", "1")
            .link("secret/group", "../sample")
            .link("broken", "nowhere")
            .hardLink("sample/3.in", "sample/1.in");
        const auto unpacked = files::unpack(tree.path("a.tar"), tree.path("cache"));
        QVERIFY2(unpacked, unpacked ? "" : unpacked.error().message.c_str());
        QCOMPARE(contentOf(unpacked->folder),
                 QStringList({"broken -> nowhere", "sample/1.in=1", "sample/3.in=1",
                              "secret/2.in -> ../sample/1.in", "secret/group -> ../sample"}));
        QVERIFY(!unpacked->onlyFolder);
    }

    void refuses_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("expected");
        QTest::newRow("absolute") << 0 << "\"/etc/x\" is an absolute name";
        QTest::newRow("dot dot") << 1 << "\"a/../../x\" leads out";
        QTest::newRow("dot dot within") << 2 << "\"a/../x\" leads out";
        QTest::newRow("absolute link") << 3 << "\"x\" is a link to \"/etc/passwd\", which leads out";
        QTest::newRow("link out") << 4 << "\"a/x\" is a link to \"../../y\"";
        QTest::newRow("link out by a link") << 5 << "which leads out of the archive";
        QTest::newRow("written through a link") << 6 << "is there twice";
        QTest::newRow("hard link out") << 7 << "absolute name";
        QTest::newRow("hard link to nothing") << 8 << "is no file of the archive";
        QTest::newRow("FIFO") << 9 << "\"x\" is a device, a FIFO or a socket";
        QTest::newRow("device") << 10 << "\"x\" is a device, a FIFO or a socket";
        QTest::newRow("twice") << 11 << "\"x\" is there twice";
        QTest::newRow("file and folder") << 12 << "lies below a member that is not a folder";
        QTest::newRow("folder and file") << 13 << "\"x\" is there twice";
        QTest::newRow("too deep") << 14 << "more than 32 folders deep";
        QTest::newRow("long name") << 15 << "too long a name";
        QTest::newRow("link twice") << 16 << "is there twice";
    }
    void refuses()
    {
        QFETCH(int, number);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        tree.file("y", "outside");
        const auto file = tree.path("a.tar");
        {
            ArchiveBuilder b(file);
            std::string deep;
            for (int i = 0; i < 40; ++i)
                deep += "d/";
            switch (number) {
            case 0:
                b.file("/etc/x");
                break;
            case 1:
                b.file("a/../../x");
                break;
            case 2:
                b.file("a/../x");
                break;
            case 3:
                b.link("x", "/etc/passwd");
                break;
            case 4:
                b.link("a/x", "../../y");
                break;
            // By the names alone this one stays within: d/up is the root, and above it is out.
            case 5:
                b.link("d/up", "..").link("x", "d/up/../unpacked");
                break;
            case 6:
                b.link("x", "a").file("x/y", "z").folder("a");
                break;
            case 7:
                b.hardLink("x", "/etc/passwd");
                break;
            case 8:
                b.hardLink("x", "y");
                break;
            case 9:
                b.fifo("x");
                break;
            case 10:
                b.device("x");
                break;
            case 11:
                b.file("x", "1").file("x", "2");
                break;
            case 12:
                b.file("x", "1").file("x/y", "2");
                break;
            case 13:
                b.file("x/y", "1").file("x", "2");
                break;
            case 14:
                b.file(deep + "x");
                break;
            case 15:
                b.file(std::string(300, 'n'));
                break;
            case 16:
                b.link("x", "a").file("x", "b");
                break;
            default:
                QFAIL("no such archive");
            }
        }
        const auto unpacked = files::unpack(file, tree.path("cache"));
        QVERIFY(!unpacked);
        QCOMPARE(unpacked.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(QString::fromStdString(unpacked.error().message).contains(expected),
                 unpacked.error().message.c_str());
        QVERIFY(QString::fromStdString(unpacked.error().message).contains("cannot unpack \""));
        QCOMPARE(entriesIn(tree.path("cache")), 0);
    }

    void refusesWhatPassesTheLimits()
    {
        test::TreeBuilder tree;
        ArchiveBuilder(tree.path("a.tar.xz")).file("zeros", std::string(4 << 20, '\0')).file("b").file("c");
        const auto messageWith = [&](auto&& change) {
            files::UnpackLimits limits;
            change(limits);
            const auto unpacked = files::unpack(tree.path("a.tar.xz"), tree.path("cache"), limits);
            return unpacked ? QStringLiteral("unpacked") : QString::fromStdString(unpacked.error().message);
        };
        QVERIFY(messageWith([](auto& limits) { limits.bytes = 4 << 20; }).contains("unpacked"));
        tree.file("again", "");
        std::filesystem::remove_all(tree.path("cache"));
        QVERIFY(messageWith([](auto& limits) {
                    limits.bytes = (4 << 20) - 1;
                }).contains("\"zeros\" is too much"));
        QVERIFY(messageWith([](auto& limits) { limits.members = 2; }).contains("more than 2 files"));
        QVERIFY(messageWith([](auto& limits) { limits.ratioFrom = 1 << 20; }).contains("made to fill disks"));
        QVERIFY(messageWith([](auto& limits) {
                    limits.time = std::chrono::milliseconds(-1);
                }).contains("takes longer"));
        QCOMPARE(entriesIn(tree.path("cache")), 0);
    }

    void refusesEncryptedAndDamagedOnes()
    {
        test::TreeBuilder tree;
        const auto message = [&](const char* name) {
            const auto unpacked = files::unpack(tree.path(name), tree.path("cache"));
            return unpacked ? QStringLiteral("unpacked") : QString::fromStdString(unpacked.error().message);
        };
        try {
            ArchiveBuilder(tree.path("locked.zip"), "zip:encryption=zipcrypt", "secret").file("x", "1");
            QVERIFY2(message("locked.zip").contains("is encrypted"), qPrintable(message("locked.zip")));
        } catch (const std::runtime_error& error) {
            qWarning("not tried: this libarchive does not encrypt (%s)", error.what());
        }
        ArchiveBuilder(tree.path("whole.tar.gz"))
            .file("x", std::string(100'000, 'a').append("b"))
            .file("y", "1");
        std::string bytes = *files::readFile(tree.path("whole.tar.gz"), 1 << 20);
        tree.file("cut.tar.gz", std::string_view(bytes).substr(0, bytes.size() / 2));
        QVERIFY(message("cut.tar.gz") != "unpacked");
        tree.file("no.zip", "this is no archive");
        QVERIFY2(message("no.zip").contains("no zip, 7z, RAR or tar archive"), qPrintable(message("no.zip")));
        QVERIFY(!files::isArchive(tree.path("no.zip")));
        tree.file("empty.zip");
        QVERIFY(message("empty.zip") != "unpacked");
        tree.fifo("fifo.zip");
        QVERIFY(message("fifo.zip").contains("FIFO"));
        QCOMPARE(entriesIn(tree.path("cache")), 0);
    }

    void unpacksOnce()
    {
        test::TreeBuilder tree;
        ArchiveBuilder(tree.path("a.zip")).file("x", "1");
        const auto first = files::unpack(tree.path("a.zip"), tree.path("cache"));
        QVERIFY(first);
        tree.file("cache/mark");
        std::filesystem::rename(tree.path("cache/mark"), first->folder / "mark");
        // The same content under another name, from a file that was not seen before.
        std::filesystem::copy_file(tree.path("a.zip"), tree.path("b.kpp"));
        const auto second = files::unpack(tree.path("b.kpp"), tree.path("cache"));
        QVERIFY(second);
        QCOMPARE(second->folder, first->folder);
        QVERIFY(std::filesystem::exists(second->folder / "mark"));
        // Another content under the same name.
        std::filesystem::remove(tree.path("a.zip"));
        ArchiveBuilder(tree.path("a.zip")).file("x", "2");
        const auto third = files::unpack(tree.path("a.zip"), tree.path("cache"));
        QVERIFY(third);
        QVERIFY(third->folder != first->folder);
        QCOMPARE(contentOf(third->folder), QStringList({"x=2"}));
        QCOMPARE(contentOf(first->folder), QStringList({"mark=", "x=1"}));
    }

    void losesTheLongestUnused()
    {
        test::TreeBuilder tree;
        const auto age = [&](const char* name, int hours) {
            tree.modified(name, std::chrono::system_clock::now() - std::chrono::hours(hours));
        };
        for (const char* name : {"cache/old", "cache/newer", "cache/locked", "cache/.unpacking-left"})
            tree.file(std::string(name) + "/unpacked", "1000\n").file(std::string(name) + "/content/x", "1");
        tree.folder("cache/.unpacking-empty");
        age("cache/locked/unpacked", 9);
        age("cache/old/unpacked", 5);
        age("cache/newer/unpacked", 1);
        age("cache/.unpacking-empty", 1);
        const unique_fd lock(::open(tree.path("cache/locked/unpacked").c_str(), O_RDONLY | O_CLOEXEC));
        QCOMPARE(::flock(lock.get(), LOCK_SH), 0);
        ArchiveBuilder(tree.path("a.zip")).file("x", std::string(500, 'x'));
        files::UnpackLimits limits;
        limits.cacheBytes = 2600;
        QVERIFY(files::unpack(tree.path("a.zip"), tree.path("cache"), limits));
        QVERIFY(std::filesystem::exists(tree.path("cache/locked")));
        QVERIFY(std::filesystem::exists(tree.path("cache/newer")));
        QVERIFY(!std::filesystem::exists(tree.path("cache/old")));
        QVERIFY(!std::filesystem::exists(tree.path("cache/.unpacking-left")));
        QVERIFY(!std::filesystem::exists(tree.path("cache/.unpacking-empty")));
        QCOMPARE(entriesIn(tree.path("cache")), 3);
    }

    void knowsNamesOfArchives_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("without");
        QTest::newRow("zip") << "a.b.zip"
                             << "a.b";
        QTest::newRow("capitals") << "A.KPP"
                                  << "A";
        QTest::newRow("two parts") << "a.tar.gz"
                                   << "a";
        QTest::newRow("other") << "a.gz"
                               << "a.gz";
        QTest::newRow("only ending") << ".zip"
                                     << ".zip";
        QTest::newRow("none") << "zip"
                              << "zip";
    }
    void knowsNamesOfArchives()
    {
        QFETCH(QString, name);
        QFETCH(QString, without);
        QCOMPARE(QString::fromStdString(files::withoutArchiveEnding(name.toStdString())), without);
        QCOMPARE(files::hasArchiveName(name.toStdString()), name != without);
    }
};

QTEST_GUILESS_MAIN(TestArchive)
#include "test_archive.moc"
