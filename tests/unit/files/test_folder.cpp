// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder.h"
#include "support/tree_builder.h"

#include <QTest>

using namespace assize;

namespace {

QStringList namesOf(const files::Listing& listing)
{
    QStringList names;
    for (const files::Entry& entry : listing.entries)
        names << QString::fromStdString(entry.name) +
                     (entry.unusable.empty() ? QString() : QStringLiteral(" !"));
    return names;
}

} // namespace

class TestFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsSortedByBytes()
    {
        test::TreeBuilder tree;
        tree.file("b").file("B").file("\xff").file("a\nb").folder("c").fifo("d").link("e", "b");
        const auto listing = files::listFolder(tree.root());
        QVERIFY(listing);
        std::vector<std::string> names;
        for (const files::Entry& entry : listing->entries)
            names.push_back(entry.name);
        const std::vector<std::string> expected = {"B", "a\nb", "b", "c", "d", "e", "\xff"};
        QVERIFY(names == expected);
        QVERIFY(listing->entries[3].isFolder());
        QCOMPARE(listing->entries[4].unusable, std::string("FIFO"));
        QCOMPARE(listing->entries[5].unusable, std::string("symbolic link"));
    }

    void walksAndSaysWhatItDoesNotTake()
    {
        test::TreeBuilder tree;
        tree.file("a/b/c").file("a.x").folder("empty").link("a/l", "../a.x").fifo("a/f");
        const auto walk = files::walkFolder(tree.root());
        QVERIFY(walk);
        QCOMPARE(namesOf(*walk), QStringList({"a.x", "a/b/c", "a/f !", "a/l !", "empty"}));
    }

    void followsLinksOnlyBelowTheBoundary()
    {
        test::TreeBuilder tree;
        tree.file("p/q/a", "12").file("p/shared/b").file("outside");
        tree.link("p/q/inside", "../shared").link("p/q/leaves", "../../outside").link("p/q/loop", "..");
        tree.link("p/q/self", "self").fifo("p/fifo").link("p/q/tofifo", "../fifo");
        files::WalkOptions options;
        options.followBelow = tree.path("p");
        const auto walk = files::walkFolder(tree.path("p/q"), options);
        QVERIFY(walk);
        QCOMPARE(namesOf(*walk), QStringList({"a", "inside/b", "leaves !", "loop/fifo !", "loop/q !",
                                              "loop/shared/b", "self !", "tofifo !"}));
        QCOMPARE(walk->entries[0].size, std::uint64_t(2));
        QCOMPARE(walk->entries[1].path, tree.path("p/shared/b"));
        QVERIFY(walk->entries[1].followed);
        QVERIFY(walk->entries[2].unusable.find("outside of") != std::string::npos);
        QCOMPARE(walk->entries[7].unusable, std::string("symbolic link to a FIFO"));
    }

    void staysWithinItsLimits()
    {
        test::TreeBuilder tree;
        tree.file("1/2/3/4").file("a").file("b").file("c");
        files::WalkOptions shallow;
        shallow.maximumDepth = 2;
        QCOMPARE(namesOf(*files::walkFolder(tree.root(), shallow)), QStringList({"1/2/3 !", "a", "b", "c"}));
        files::WalkOptions few;
        few.maximumEntries = 2;
        const auto walk = files::walkFolder(tree.root(), few);
        QVERIFY(walk->truncated);
        QVERIFY(walk->entries.size() <= 2);
    }

    void saysWhyAFolderIsUnreadable()
    {
        test::TreeBuilder tree;
        tree.file("a");
        QVERIFY(!files::listFolder(tree.path("a")));
        const auto missing = files::walkFolder(tree.path("none"));
        QVERIFY(!missing);
        QVERIFY(missing.error().message.find("ENOENT") != std::string::npos);
        if (::geteuid() == 0)
            QSKIP("the superuser may read every folder");
        tree.file("closed/x");
        std::filesystem::permissions(tree.path("closed"), std::filesystem::perms::none);
        const auto walk = files::walkFolder(tree.root());
        std::filesystem::permissions(tree.path("closed"), std::filesystem::perms::owner_all);
        QVERIFY(walk);
        QVERIFY(walk->entries[1].unusable.find("EACCES") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestFolder)
#include "test_folder.moc"
