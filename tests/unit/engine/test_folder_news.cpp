// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen of the folder of hand-ins without opening anything in it.
#include "engine/folder_news.h"
#include "support/tree_builder.h"

#include <QtTest>

using namespace assize;
using namespace assize::engine;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

FolderStamps stamps(const std::map<std::string, int>& sizes)
{
    FolderStamps stamps;
    for (const auto& [file, size] : sizes)
        stamps.files.emplace(file, FileStamp{static_cast<std::uint64_t>(size), {}});
    return stamps;
}

using Sizes = std::map<std::string, int>;

} // namespace
Q_DECLARE_METATYPE(Sizes)

class TestFolderNews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<Sizes>("now");
        QTest::addColumn<QString>("news");
        const Sizes before{{"ann/a.cpp", 1}, {"ann/b/main.cpp", 1}, {"ann/b/help.h", 1}, {"read.me", 1}};
        const auto with = [&before](const Sizes& changes) {
            Sizes now = before;
            for (const auto& [file, size] : changes) {
                if (size == 0)
                    now.erase(file);
                else
                    now[file] = size;
            }
            return now;
        };
        QTest::newRow("nothing") << before << "0 0 0";
        QTest::newRow("new file") << with({{"bob/a.cpp", 1}}) << "1 0 0";
        QTest::newRow("new folder of three files")
            << with({{"bob/a/x.cpp", 1}, {"bob/a/y.cpp", 1}, {"bob/a/z/w.cpp", 1}}) << "1 0 0";
        QTest::newRow("two of one contestant") << with({{"bob/a.cpp", 1}, {"bob/b.cpp", 1}}) << "2 0 0";
        QTest::newRow("loose file") << with({{"bob_a.cpp", 1}}) << "1 0 0";
        QTest::newRow("overwritten") << with({{"ann/a.cpp", 2}}) << "0 1 0";
        QTest::newRow("all files of one") << with({{"ann/b/main.cpp", 2}, {"ann/b/help.h", 3}}) << "0 1 0";
        QTest::newRow("one more of it") << with({{"ann/b/more.h", 1}}) << "0 1 0";
        QTest::newRow("one less of it") << with({{"ann/b/help.h", 0}}) << "0 1 0";
        QTest::newRow("removed") << with({{"ann/a.cpp", 0}}) << "0 0 1";
        QTest::newRow("removed folder") << with({{"ann/b/main.cpp", 0}, {"ann/b/help.h", 0}}) << "0 0 1";
        QTest::newRow("nobody's") << with({{"read.me", 2}}) << "0 0 0";
        QTest::newRow("all at once")
            << with({{"ann/a.cpp", 2}, {"ann/b/main.cpp", 0}, {"ann/b/help.h", 0}, {"x/a", 1}}) << "1 1 1";
    }
    void numbers()
    {
        QFETCH(Sizes, now);
        QFETCH(QString, news);
        const FolderStamps before =
            stamps({{"ann/a.cpp", 1}, {"ann/b/main.cpp", 1}, {"ann/b/help.h", 1}, {"read.me", 1}});
        const std::vector<HandInFiles> handIns{{"ann/a.cpp", {"ann/a.cpp"}},
                                               {"ann/b", {"ann/b/help.h", "ann/b/main.cpp"}}};
        const FolderNews told = newsOf(before, stamps(now), handIns);
        QCOMPARE(QStringLiteral("%1 %2 %3").arg(told.added).arg(told.changed).arg(told.removed), news);
    }

    void growingFilesAreNotBelieved()
    {
        SettlingFolder::TimePoint time{};
        SettlingFolder folder(stamps({{"ann/a.cpp", 1}}));
        folder.look(stamps({{"ann/a.cpp", 1}}), time);
        QVERIFY(!folder.isSettling());
        for (int size = 1; size < 10; ++size) {
            time += milliseconds(900);
            folder.look(stamps({{"ann/a.cpp", 1}, {"bob/a.cpp", size}}), time);
            QVERIFY(folder.isSettling());
            QCOMPARE(folder.settled().files.size(), 1U);
        }
        time += milliseconds(900);
        folder.look(stamps({{"ann/a.cpp", 1}, {"bob/a.cpp", 9}}), time);
        QCOMPARE(folder.settled().files.size(), 1U);
        time += milliseconds(100);
        folder.look(stamps({{"ann/a.cpp", 1}, {"bob/a.cpp", 9}}), time);
        QVERIFY(!folder.isSettling());
        QCOMPARE(folder.settled().files.at("bob/a.cpp").size, 9U);
    }

    /// Editors write another file and put it in the place of the first.
    void aShortGapIsNoRemoval()
    {
        SettlingFolder::TimePoint time{};
        SettlingFolder folder(stamps({{"ann/a.cpp", 1}}));
        folder.look(stamps({}), time += seconds(3));
        QVERIFY(folder.isSettling());
        QCOMPARE(folder.settled().files.size(), 1U);
        folder.look(stamps({{"ann/a.cpp", 2}}), time += milliseconds(500));
        folder.look(stamps({{"ann/a.cpp", 2}}), time += seconds(1));
        QCOMPARE(folder.settled().files.at("ann/a.cpp").size, 2U);
        folder.look(stamps({}), time += seconds(3));
        folder.look(stamps({}), time += seconds(1));
        QVERIFY(folder.settled().files.empty());
        QVERIFY(!folder.isSettling());
        // What comes and goes is nothing.
        folder.look(stamps({{"x", 1}}), time += seconds(1));
        folder.look(stamps({}), time += seconds(1));
        QVERIFY(!folder.isSettling());
    }

    /// Links, FIFOs and hidden things are not hand-ins; a FIFO that is opened would block for ever.
    void whatIsSeen()
    {
        assize::test::TreeBuilder tree;
        tree.file("s/ann/a.cpp", "12345").file("s/ann/build/x.cpp", "1").file("s/bob/.git/config", "1");
        tree.file("s/ann/deep/er/x.cpp", "1").folder("s/eve").fifo("s/ann/pipe.cpp");
        tree.link("s/ann/link.cpp", tree.path("s/ann/a.cpp")).file("s/.hidden", "1");
        tree.file("s/ann/build/CMakeCache.txt", "1");
        const FolderStamps seen = stampsOf(tree.path("s"), {"a"});
        QStringList files;
        for (const auto& [file, stamp] : seen.files)
            files << QString::fromStdString(file);
        QCOMPARE(files.join(QLatin1Char(' ')), QStringLiteral("ann/a.cpp ann/deep/er/x.cpp"));
        QCOMPARE(seen.files.at("ann/a.cpp").size, 5U);
        const std::vector<std::string> folders{"ann", "ann/deep", "ann/deep/er", "bob", "eve"};
        QCOMPARE(seen.folders, folders);
        // A problem may be called so.
        QVERIFY(stampsOf(tree.path("s"), {"build"}).files.contains("ann/build/x.cpp"));
        QVERIFY(stampsOf(tree.path("nowhere"), {}).files.empty());
        QCOMPARE(stampsOf(tree.path("s/ann/a.cpp"), {}).files.count("a.cpp"), 1U);
    }
};

QTEST_GUILESS_MAIN(TestFolderNews)
#include "test_folder_news.moc"
