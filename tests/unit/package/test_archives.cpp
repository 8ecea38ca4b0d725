// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/read.h"
#include "package/package.h"
#include "package_fixture.h"
#include "support/archive_builder.h"

#include <QtTest>

using namespace assize;
using test::ArchiveBuilder;

/// Packages and contests that come as archives.
class TestArchives : public QObject
{
    Q_OBJECT

    test::TreeBuilder m_cache;

    static void fill(ArchiveBuilder& builder, const std::string& prefix,
                     const std::string& yaml = "name: Hello\n")
    {
        builder.file(prefix + "problem.yaml", yaml)
            .file(prefix + "data/secret/1.in", "1")
            .file(prefix + "data/secret/1.ans", "2")
            .file(prefix + "submissions/accepted/a.cpp", "int main() {}");
    }
    static QStringList shownIn(const std::vector<model::Problem>& problems)
    {
        QStringList lines;
        for (const model::Problem& problem : problems)
            lines << QString::fromStdString(problem.id + " " + problem.file +
                                            (problem.isRefused() ? " refused" : ""));
        return lines;
    }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CACHE_HOME", m_cache.root().c_str()); }

    void readsOnePackage_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("id");
        QTest::newRow("flat") << "hello.zip"
                              << ""
                              << "hello";
        QTest::newRow("in a folder") << "hello.tar.gz"
                                     << "other/"
                                     << "hello";
        QTest::newRow("Polygon's name") << "a-plus-b-12$linux.zip"
                                        << ""
                                        << "a-plus-b";
        QTest::newRow("a dollar") << "a-12$b.zip"
                                  << ""
                                  << "a-12$b";
        QTest::newRow("without ending") << "download"
                                        << "x/"
                                        << "download";
    }
    void readsOnePackage()
    {
        QFETCH(QString, file);
        QFETCH(QString, prefix);
        QFETCH(QString, id);
        test::TreeBuilder tree;
        {
            ArchiveBuilder builder(tree.path(file.toStdString()));
            fill(builder, prefix.toStdString());
        }
        const package::ReadPackage read =
            package::readPackage(tree.path(file.toStdString()), "p/" + file.toStdString());
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(QString::fromStdString(read.problem->id), id);
        QCOMPARE(QString::fromStdString(read.problem->name), QStringLiteral("Hello"));
        QCOMPARE(QString::fromStdString(read.problem->file), "p/" + file);
        QCOMPARE(read.problem->testCases.size(), std::size_t(1));
        QCOMPARE(read.problem->jurySubmissions.size(), std::size_t(1));
        QVERIFY(read.problem->folder.native().find(m_cache.root().native()) == 0);
        // Nothing was written beside it.
        QCOMPARE(std::distance(std::filesystem::directory_iterator(tree.root()), {}), std::ptrdiff_t(1));
    }

    void readsTheSameAsFromAFolder()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        {
            ArchiveBuilder builder(tree.path("hello.zip"));
            for (const char* name :
                 {"problem.yaml", "data/secret/1.in", "data/secret/1.ans", "submissions/accepted/a.cpp"})
                builder.file(name, *files::readFile(tree.path(std::string("problems/hello/") + name), 1000));
        }
        const auto folder = package::readPackage(tree.path("problems/hello"), "a");
        const auto archive = package::readPackage(tree.path("hello.zip"), "b");
        QVERIFY(folder.problem && archive.problem);
        QCOMPARE(archive.problem->contentHash, folder.problem->contentHash);
        QCOMPARE(archive.problem->id, folder.problem->id);
    }

    void namesArchiveAndMember()
    {
        test::TreeBuilder tree;
        {
            ArchiveBuilder builder(tree.path("bad.zip"));
            fill(builder, "bad/", "limits: {memory: many}\n");
        }
        const auto read = package::readPackage(tree.path("bad.zip"), "problems/bad.zip");
        QVERIFY(!read.problem);
        QVERIFY2(
            test::textOf(read.diagnostics).contains("error problems/bad.zip/problem.yaml:1 (limits.memory)"),
            qPrintable(test::textOf(read.diagnostics)));
    }

    void readsContestsOfArchives()
    {
        test::TreeBuilder tree;
        {
            ArchiveBuilder a(tree.path("problems/a.zip"));
            fill(a, "");
            ArchiveBuilder b(tree.path("problems/b.tar.xz"));
            fill(b, "inner/");
        }
        tree.file("problems/c/1.in").file("problems/c/1.out");
        tree.file("problems/notes.7z", "7z").file("problems/bad.zip", "x");
        {
            ArchiveBuilder c(tree.path("problems/c.zip"));
            fill(c, "");
            ArchiveBuilder none(tree.path("problems/statements.zip"));
            none.file("statements/a.pdf");
        }
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        const QString text = test::textOf(contest->diagnostics);
        QCOMPARE(shownIn(contest->problems),
                 QStringList({"a problems/a.zip", "b problems/b.tar.xz", "bad problems/bad.zip refused",
                              "c problems/c", "notes problems/notes.7z refused",
                              "statements problems/statements.zip refused"}));
        QVERIFY2(text.contains("error problems/bad.zip: cannot unpack"), qPrintable(text));
        QVERIFY2(text.contains("error problems/notes.7z: cannot unpack"), qPrintable(text));
        QVERIFY2(text.contains("info problems/c.zip: not read"), qPrintable(text));
        QVERIFY2(text.contains("error problems/statements.zip: this is no problem package"),
                 qPrintable(text));
    }

    /// The same package twice is one problem; of different ones nobody can tell which a hand-in is for.
    void packagesOfOneName_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QStringList>("problems");
        QTest::addColumn<QString>("said");
        QTest::newRow("the same") << "2" << QStringList({"sum problems/sum.tar.gz", "sum-2 problems/sum-2"})
                                  << "warning problems/sum.tar.gz: the same problem is there more than once "
                                     "(problems/sum.tar.gz, problems/sum.zip)";
        QTest::newRow("different ones")
            << "3"
            << QStringList({"sum problems/sum.tar.gz refused", "sum-2 problems/sum-2",
                            "sum-3 problems/sum.zip refused"})
            << "error problems/sum.zip: several packages are called \"sum\" (problems/sum.tar.gz, "
               "problems/sum.zip), and nobody can tell";
    }
    void packagesOfOneName()
    {
        QFETCH(QString, answer);
        QFETCH(QStringList, problems);
        QFETCH(QString, said);
        test::TreeBuilder tree;
        tree.file("problems/sum-2/1.in").file("problems/sum-2/1.out");
        for (const auto& [name, content] : {std::pair("problems/sum.tar.gz", std::string("2")),
                                            std::pair("problems/sum.zip", answer.toStdString())}) {
            ArchiveBuilder builder(tree.path(name));
            builder.file("1.in", "1").file("1.out", content);
        }
        const auto contest = package::readContest(tree.root(), std::nullopt);
        QVERIFY(contest);
        QCOMPARE(shownIn(contest->problems), problems);
        const QString text = test::textOf(contest->diagnostics);
        QVERIFY2(text.contains(said), qPrintable(text));
    }

    void readsContestArchives_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("shown");
        QTest::newRow("packages") << ""
                                  << "contest.zip/";
        QTest::newRow("in a folder") << "my-contest/"
                                     << "contest.zip/";
        QTest::newRow("problems") << "problems/"
                                  << "contest.zip/";
        QTest::newRow("problems in a folder") << "my-contest/problems/"
                                              << "contest.zip/problems/";
    }
    void readsContestArchives()
    {
        QFETCH(QString, prefix);
        QFETCH(QString, shown);
        test::TreeBuilder tree;
        tree.folder("contest/problems");
        {
            ArchiveBuilder inner(tree.path("inner.zip"));
            fill(inner, "");
        }
        {
            ArchiveBuilder builder(tree.path("contest.zip"));
            fill(builder, prefix.toStdString() + "a/");
            fill(builder, prefix.toStdString() + "b/", "limits: {memory: many}\n");
            builder.file(prefix.toStdString() + "c.zip", *files::readFile(tree.path("inner.zip"), 1 << 20));
            if (prefix.endsWith("problems/") && prefix != "problems/")
                builder.file("my-contest/contest.xml", "<contest/>");
        }
        const package::ReadPackages read = package::readPackages(tree.path("contest.zip"), "contest.zip");
        QCOMPARE(shownIn(read.problems), QStringList({"a " + shown + "a", "c " + shown + "c.zip"}));
        QCOMPARE(read.refused, 1);
        const auto contest = package::readContest(tree.path("contest"), tree.path("contest.zip"));
        QVERIFY2(contest, contest ? "" : contest.error().message.c_str());
        QCOMPARE(contest->problems.size(), std::size_t(3));
        QVERIFY(contest->problems[1].id == "b" && contest->problems[1].isRefused());
    }

    void saysWhatIsNoPackage_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing there") << "none"
                                       << "ENOENT";
        QTest::newRow("a text") << "text"
                                << "is not a folder and no archive";
        QTest::newRow("a broken archive") << "x.zip"
                                          << "no zip, 7z, RAR or tar archive";
        QTest::newRow("an archive of nothing") << "nothing.zip"
                                               << "there is no problem package in";
        QTest::newRow("another judge's") << "dmoj"
                                         << "a DMOJ package";
    }
    void saysWhatIsNoPackage()
    {
        QFETCH(QString, path);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        tree.file("text", "x").file("x.zip", "x").file("dmoj/init.yml", "archive: x.zip\n");
        ArchiveBuilder(tree.path("nothing.zip")).file("readme", "x");
        const package::ReadPackages read = package::readPackages(tree.path(path.toStdString()), "it");
        QVERIFY(read.problems.empty());
        QCOMPARE(read.refused, 1);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(text.contains("error it: ") && text.contains(expected), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestArchives)
#include "test_archives.moc"
