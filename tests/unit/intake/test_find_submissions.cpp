// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"
#include "support/tree_builder.h"

#include <QStringList>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace assize;
using namespace std::chrono_literals;

namespace {

std::vector<model::Problem> problemsNamed(std::initializer_list<const char*> ids)
{
    std::vector<model::Problem> problems;
    for (const char* id : ids)
        problems.emplace_back().id = id;
    return problems;
}

model::Language language(const char* id, std::vector<std::string> extensions, int priority,
                         const char* command)
{
    model::Language result;
    result.id = id;
    result.extensions = std::move(extensions);
    result.priority = priority;
    result.run = {command};
    return result;
}

std::vector<model::Language> languages()
{
    return {language("c", {"c"}, 10, "{binary}"), language("cpp", {"cpp", "cc", "C"}, 20, "{binary}"),
            language("java", {"java"}, 10, "/usr/bin/java"), language("pypy3", {"py"}, 5, "/usr/bin/pypy3"),
            language("python3", {"py"}, 10, "/usr/bin/python3")};
}

/// "file contestant problem language names", one line for each.
QStringList linesOf(const intake::Found& found)
{
    QStringList lines;
    for (const model::Submission& submission : found.submissions) {
        QStringList names;
        for (const model::SourceFile& file : submission.files)
            names << QString::fromStdString(file.name);
        lines << QStringList({QString::fromStdString(submission.file),
                              QString::fromStdString(submission.contestant),
                              QString::fromStdString(submission.problem),
                              QString::fromStdString(submission.language), names.join(QLatin1Char(','))})
                     .join(QLatin1Char(' '));
    }
    return lines;
}

QStringList unmatchedOf(const intake::Found& found)
{
    QStringList lines;
    for (const model::UnmatchedFile& file : found.unmatched)
        lines << QString::fromStdString(file.file) + QStringLiteral(": ") +
                     QString::fromStdString(file.reason);
    return lines;
}

QStringList layoutsOf(const intake::Found& found)
{
    QStringList patterns;
    for (const intake::Layout& layout : found.layouts)
        patterns << QString::fromStdString(layout.pattern);
    return patterns;
}

QStringList contestantsOf(const intake::Found& found)
{
    QStringList ids;
    for (const model::Contestant& contestant : found.contestants)
        ids << QString::fromStdString(contestant.id);
    return ids;
}

intake::Found find(const test::TreeBuilder& tree, const std::vector<model::Problem>& problems,
                   const std::string& pattern = "")
{
    Result<intake::Found> found = intake::findSubmissions(tree.root(), problems, languages(), {pattern, {}});
    if (!found)
        throw std::runtime_error(found.error().message);
    return std::move(*found);
}

} // namespace

class TestFindSubmissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEveryLayout_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("submissions");
        QTest::addColumn<QStringList>("unmatched");
        QTest::addColumn<QStringList>("layouts");
        QTest::addColumn<QStringList>("contestants");

        QTest::newRow("contestants first")
            << QStringList{"alice/hello.cpp", "alice/sum.py", "bob/hello.java", "carol/"}
            << QStringList{"alice/hello.cpp alice hello cpp hello.cpp",
                           "alice/sum.py alice sum python3 sum.py",
                           "bob/hello.java bob hello java hello.java"}
            << QStringList{} << QStringList{"{contestant}/{problem}.{extension}"}
            << QStringList{"alice", "bob", "carol"};
        QTest::newRow("folders")
            << QStringList{"alice/hello/main.cpp", "alice/hello/sub/x.h", "alice/hello/a.o",
                           "alice/sum/README"}
            << QStringList{"alice/hello alice hello cpp main.cpp,sub/x.h"}
            << QStringList{"alice/hello/a.o: build output",
                           "alice/sum/README: the name has no extension to tell the language by"}
            << QStringList{"{contestant}/{problem}/{files}"} << QStringList{"alice"};
        QTest::newRow("problems first")
            << QStringList{"hello/alice.cpp", "hello/bob.c", "sum/alice.cpp", "sum/carol/x.cpp"}
            << QStringList{"hello/alice.cpp alice hello cpp alice.cpp", "hello/bob.c bob hello c bob.c",
                           "sum/alice.cpp alice sum cpp alice.cpp"}
            << QStringList{"sum/carol/x.cpp: a folder within a problem's folder; if it is a contestant's, "
                           "give the "
                           "pattern {problem}/{contestant}/{files}"}
            << QStringList{"{problem}/{contestant}.{extension}"} << QStringList{"alice", "bob"};
        QTest::newRow("side by side")
            << QStringList{"alice/hello.cpp", "alice/sum/a.cpp", "alice/sum/b.cpp", "bob/sum.c",
                           "hello/carol.py"}
            << QStringList{"alice/hello.cpp alice hello cpp hello.cpp", "alice/sum alice sum cpp a.cpp,b.cpp",
                           "bob/sum.c bob sum c sum.c", "hello/carol.py carol hello python3 carol.py"}
            << QStringList{}
            << QStringList{"{contestant}/{problem}.{extension}", "{contestant}/{problem}/{files}",
                           "{problem}/{contestant}.{extension}"}
            << QStringList{"alice", "bob", "carol"};
        QTest::newRow("several for one problem")
            << QStringList{"alice/hello.cpp", "alice/hello.py", "alice/hello/x.c", "alice/HELLO.cc"}
            << QStringList{"alice/HELLO.cc alice hello cpp HELLO.cc", "alice/hello alice hello c x.c",
                           "alice/hello.cpp alice hello cpp hello.cpp",
                           "alice/hello.py alice hello python3 hello.py"}
            << QStringList{}
            << QStringList{"{contestant}/{problem}.{extension}", "{contestant}/{problem}/{files}"}
            << QStringList{"alice"};
        QTest::newRow("nothing fits")
            << QStringList{"notes.txt",     "stray.cpp",        "bob/notes.txt",
                           "bob/other.cpp", "bob/deep/x/y.cpp", "bob/hello"}
            << QStringList{}
            << QStringList{"bob/deep/x/y.cpp: no problem is called deep",
                           "bob/hello: the name has no extension to tell the language by",
                           "bob/notes.txt: no language has the extension .txt",
                           "bob/other.cpp: no problem is called other",
                           "notes.txt: no language has the extension .txt",
                           "stray.cpp: the file lies in no folder; expected "
                           "<contestant>/<problem>.<extension>"}
            << QStringList{} << QStringList{"bob"};
        QTest::newRow("slips")
            << QStringList{"ann/hello.cpp.txt", "ann/hello.cp",       "ann/hello.cpp.bak", "ann/hello (1).c",
                           "ann/sum - Copy.c",  "ann/Copy of sum.py", "ann/sum_v2.py",     "ann/helo.py",
                           "ann/sum2.c",        "ann/HELLO.PY"}
            << QStringList{"ann/HELLO.PY ann hello python3 HELLO.PY"}
            << QStringList{"ann/Copy of sum.py: no problem is called Copy of sum; if sum is meant, give it "
                           "that "
                           "name",
                           "ann/hello (1).c: no problem is called hello (1); if hello is meant, give it that "
                           "name",
                           "ann/hello.cp: no language has the extension .cp; if it is meant as hello.cpp, "
                           "give it "
                           "that name",
                           "ann/hello.cpp.bak: no language has the extension .bak",
                           "ann/hello.cpp.txt: no language has the extension .txt; if it is meant as "
                           "hello.cpp, "
                           "give it that name",
                           "ann/helo.py: no problem is called helo; if hello is meant, give it that name",
                           "ann/sum - Copy.c: no problem is called sum - Copy; if sum is meant, give it that "
                           "name",
                           "ann/sum2.c: no problem is called sum2",
                           "ann/sum_v2.py: no problem is called sum_v2; if sum is meant, give it that name"}
            << QStringList{"{contestant}/{problem}.{extension}"} << QStringList{"ann"};
        QTest::newRow("hidden")
            << QStringList{".git/config",           "alice/.hello.cpp",  "alice/__MACOSX/hello.cpp",
                           "alice/hello/.DS_Store", "alice/hello/a.cpp", "__MACOSX/x"}
            << QStringList{"alice/hello alice hello cpp a.cpp"}
            << QStringList{".git: hidden folder", "__MACOSX: folder that a tool left behind",
                           "alice/.hello.cpp: hidden file", "alice/__MACOSX: folder that a tool left behind",
                           "alice/hello/.DS_Store: hidden file"}
            << QStringList{"{contestant}/{problem}/{files}"} << QStringList{"alice"};
        QTest::newRow("empty") << QStringList{} << QStringList{} << QStringList{} << QStringList{}
                               << QStringList{};
        // A contestant who is called like a problem, among contestants.
        QTest::newRow("contestant named like a problem")
            << QStringList{"alice/hello.cpp", "bob/sum.cpp", "hello/sum.cpp", "hello/hello.cpp"}
            << QStringList{"alice/hello.cpp alice hello cpp hello.cpp", "bob/sum.cpp bob sum cpp sum.cpp",
                           "hello/hello.cpp hello hello cpp hello.cpp", "hello/sum.cpp hello sum cpp sum.cpp"}
            << QStringList{} << QStringList{"{contestant}/{problem}.{extension}"}
            << QStringList{"alice", "bob", "hello"};
        // A contestant who is called like a problem, in folders of problems.
        QTest::newRow("file named like a problem")
            << QStringList{"hello/alice.cpp", "hello/sum.cpp", "sum/alice.cpp"}
            << QStringList{"hello/alice.cpp alice hello cpp alice.cpp", "hello/sum.cpp sum hello cpp sum.cpp",
                           "sum/alice.cpp alice sum cpp alice.cpp"}
            << QStringList{} << QStringList{"{problem}/{contestant}.{extension}"}
            << QStringList{"alice", "sum"};
        QTest::newRow("only files named like problems, elsewhere problems first")
            << QStringList{"hello/sum.cpp", "sum/alice.cpp", "sum/bob.cpp"}
            << QStringList{"hello/sum.cpp sum hello cpp sum.cpp", "sum/alice.cpp alice sum cpp alice.cpp",
                           "sum/bob.cpp bob sum cpp bob.cpp"}
            << QStringList{} << QStringList{"{problem}/{contestant}.{extension}"}
            << QStringList{"alice", "bob", "sum"};
    }
    void findsEveryLayout()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, submissions);
        QFETCH(QStringList, unmatched);
        QFETCH(QStringList, layouts);
        QFETCH(QStringList, contestants);
        test::TreeBuilder tree;
        for (const QString& file : files) {
            if (file.endsWith(QLatin1Char('/')))
                tree.folder(file.toStdString());
            else
                tree.file(file.toStdString(), file.toStdString());
        }
        const intake::Found found = find(tree, problemsNamed({"hello", "sum"}));
        QCOMPARE(linesOf(found), submissions);
        QCOMPARE(unmatchedOf(found), unmatched);
        QCOMPARE(layoutsOf(found), layouts);
        QCOMPARE(contestantsOf(found), contestants);
        for (std::size_t i = 0; i < found.submissions.size(); ++i)
            QCOMPARE(found.submissions[i].id, static_cast<int>(i) + 1);
    }

    void warnsOfAmbiguity()
    {
        test::TreeBuilder tree;
        tree.file("hello/sum.cpp").file("alice/hello.cpp");
        const intake::Found found = find(tree, problemsNamed({"hello", "sum"}));
        QCOMPARE(found.diagnostics.size(), std::size_t(1));
        QCOMPARE(found.diagnostics[0].level, Diagnostic::Level::Warning);
        QVERIFY((found.diagnostics[0].remedy ==
                 Remedy{Remedy::Code::PatternOfLayout, {"{problem}/{contestant}.{extension}"}}));
    }

    void notesAnotherCaseOnce()
    {
        test::TreeBuilder tree;
        tree.file("alice/Hello.cpp").file("bob/Hello.cpp").file("carol/hello.cpp");
        intake::Found found = find(tree, problemsNamed({"hello"}));
        QCOMPARE(found.submissions.size(), std::size_t(3));
        QCOMPARE(found.diagnostics.size(), std::size_t(1));
        QCOMPARE(found.diagnostics[0].level, Diagnostic::Level::Info);
        // Two problems that differ only in case: exact names fit, others do not.
        found = find(tree, problemsNamed({"hello", "HELLO"}));
        const QString reason =
            ": \"Hello\" may be the problem \"hello\" or \"HELLO\", whose names look the same";
        QCOMPARE(unmatchedOf(found), QStringList({"alice/Hello.cpp" + reason, "bob/Hello.cpp" + reason}));
        // Nothing is guessed: said as what needs a person.
        QCOMPARE(found.diagnostics.size(), std::size_t(1));
        QCOMPARE(found.diagnostics[0].level, Diagnostic::Level::Error);
    }

    void namesAreLookedUpByTheirLook()
    {
        test::TreeBuilder tree;
        tree.file("alice/tree-s.cpp").file("bob/trees.cpp").file("carol/other.cpp");
        intake::Options options;
        options.lookOf = [](std::string_view name) {
            std::string look(name);
            std::erase(look, '-');
            return look;
        };
        const auto found =
            intake::findSubmissions(tree.root(), problemsNamed({"trees", "sums"}), languages(), options);
        QVERIFY(found);
        QCOMPARE(found->submissions.size(), std::size_t(2));
        QCOMPARE(unmatchedOf(*found), QStringList{"carol/other.cpp: no problem is called other"});
    }

    void neverOpensWhatIsNoRegularFile()
    {
        test::TreeBuilder tree;
        tree.file("alice/hello.cpp").fifo("bob/hello.cpp").link("carol/hello.cpp", "../alice/hello.cpp");
        tree.link("dave", "alice").link("erin/hello.cpp", "/dev/zero").folder("frank/hello.cpp");
        const intake::Found found = find(tree, problemsNamed({"hello"}));
        QCOMPARE(linesOf(found), QStringList({"alice/hello.cpp alice hello cpp hello.cpp"}));
        QCOMPARE(unmatchedOf(found), QStringList({"bob/hello.cpp: FIFO", "carol/hello.cpp: symbolic link",
                                                  "dave: symbolic link", "erin/hello.cpp: symbolic link"}));
    }

    void keepsNamesAsBytes()
    {
        const std::string newline = "a\nb\"c";
        const std::string bytes = "\xff\xfe";
        test::TreeBuilder tree;
        tree.file(newline + "/hello.cpp")
            .file(bytes + "/hello.cpp")
            .file(bytes + "/x\ny.cpp")
            .file(bytes + "/a.\xff");
        const intake::Found found = find(tree, problemsNamed({"hello", "sum"}));
        QCOMPARE(found.submissions.size(), std::size_t(2));
        QCOMPARE(found.submissions[0].contestant, newline);
        QCOMPARE(found.submissions[1].contestant, bytes);
        QCOMPARE(found.submissions[1].file, bytes + "/hello.cpp");
        QCOMPARE(found.contestants[1].name, std::string("\xef\xbf\xbd\xef\xbf\xbd"));
        QCOMPARE(found.unmatched.size(), std::size_t(2));
        QCOMPARE(found.unmatched[0].file, bytes + "/a.\xff");
        QCOMPARE(found.unmatched[0].reason, std::string("no language has the extension .\\xff"));
        QCOMPARE(found.unmatched[1].reason, std::string("no problem is called x\\ny"));
    }

    void keepsLargeSources()
    {
        // Whether it may be judged is decided by the problem's source limit, later.
        test::TreeBuilder tree;
        tree.sparseFile("alice/hello.cpp", 10 << 20).sparseFile("bob/hello.cpp", 40ULL << 30);
        const intake::Found found = find(tree, problemsNamed({"hello"}));
        QCOMPARE(found.submissions.size(), std::size_t(2));
        QCOMPARE(found.submissions[1].files[0].size, std::uint64_t(40ULL << 30));
        QVERIFY(found.submissions[0].contentHash != found.submissions[1].contentHash);
    }

    void hashesNamesAndContents()
    {
        test::TreeBuilder tree;
        tree.file("a/hello.cpp", "x")
            .file("b/hello.cpp", "x")
            .file("c/hello.cpp", "y")
            .file("d/hello.cc", "x");
        const intake::Found found = find(tree, problemsNamed({"hello"}));
        QCOMPARE(found.submissions[0].contentHash.size(), std::size_t(32));
        QCOMPARE(found.submissions[0].contentHash, found.submissions[1].contentHash);
        QVERIFY(found.submissions[0].contentHash != found.submissions[2].contentHash);
        QVERIFY(found.submissions[0].contentHash != found.submissions[3].contentHash);
    }

    void takesTheNewestTime()
    {
        const std::chrono::system_clock::time_point noon(1'700'000'000s);
        test::TreeBuilder tree;
        tree.file("a/hello/x.cpp").file("a/hello/y.h");
        tree.modified("a/hello/x.cpp", noon - 1h).modified("a/hello/y.h", noon);
        QVERIFY(find(tree, problemsNamed({"hello"})).submissions[0].submittedAt == noon);
        // A file whose time is not known may be the newest.
        tree.modified("a/hello/x.cpp", std::chrono::system_clock::time_point());
        QVERIFY(!find(tree, problemsNamed({"hello"})).submissions[0].submittedAt);
    }

    void guessesTheLanguage_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        QTest::newRow("most files") << QStringList{"a.c", "b.c", "m.cpp"} << QByteArray() << "c";
        QTest::newRow("priority") << QStringList{"a.c", "m.cpp"} << QByteArray() << "cpp";
        QTest::newRow("shared extension") << QStringList{"a.py"} << QByteArray("import sys\n") << "python3";
        QTest::newRow("first line") << QStringList{"a.py"} << QByteArray("#!/usr/bin/env pypy3\r\n")
                                    << "pypy3";
        QTest::newRow("first line of the usual one")
            << QStringList{"a.py"} << QByteArray("#!/usr/bin/python3 -u") << "python3";
        QTest::newRow("capital letter that means something") << QStringList{"a.C"} << QByteArray() << "cpp";
        QTest::newRow("capital letters") << QStringList{"a.JAVA"} << QByteArray() << "java";
    }
    void guessesTheLanguage()
    {
        QFETCH(QStringList, files);
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        for (const QString& file : files)
            tree.file("alice/hello/" + file.toStdString(), content.toStdString());
        const intake::Found found = find(tree, problemsNamed({"hello"}));
        QCOMPARE(found.submissions.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(found.submissions[0].language), expected);
    }

    void usesAPattern_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("submissions");
        QTest::addColumn<QStringList>("unmatched");
        QTest::newRow("folders of problems")
            << "{problem}/{contestant}/{files}"
            << QStringList{"hello/alice/a.cpp", "hello/alice/b/c.h", "sum/x.cpp"}
            << QStringList{"hello/alice alice hello cpp a.cpp,b/c.h"}
            << QStringList{"sum/x.cpp: the path does not fit the pattern {problem}/{contestant}/{files}"};
        QTest::newRow("one folder") << "{contestant}_{problem}.{extension}"
                                    << QStringList{"a_b_hello.cpp", "x_SUM.py", "x_other.py", "x_hello.txt"}
                                    << QStringList{"a_b_hello.cpp a_b hello cpp a_b_hello.cpp",
                                                   "x_SUM.py x sum python3 x_SUM.py"}
                                    << QStringList{"x_hello.txt: no language has the extension .txt",
                                                   "x_other.py: no problem is called other"};
        QTest::newRow("source folders")
            << "{contestant}/src/{problem}.{extension}" << QStringList{"alice/src/hello.c", "alice/hello.c"}
            << QStringList{"alice/src/hello.c alice hello c hello.c"}
            << QStringList{"alice/hello.c: the path does not fit the pattern "
                           "{contestant}/src/{problem}.{extension}"};
        QTest::newRow("against detection")
            << "{problem}/{contestant}.{extension}" << QStringList{"hello/sum.cpp"}
            << QStringList{"hello/sum.cpp sum hello cpp sum.cpp"} << QStringList{};
        QTest::newRow("names of Autolab")
            << "{contestant}_{number}_{problem}.{extension}"
            << QStringList{"ann_lee@x.org_1_hello.cpp", "ann_lee@x.org_12_hello.cpp", "bob@x.org_2_sum.c",
                           "bob@x.org_b_sum.c"}
            << QStringList{"ann_lee@x.org_12_hello.cpp ann_lee@x.org hello cpp ann_lee@x.org_12_hello.cpp",
                           "ann_lee@x.org_1_hello.cpp ann_lee@x.org hello cpp ann_lee@x.org_1_hello.cpp",
                           "bob@x.org_2_sum.c bob@x.org sum c bob@x.org_2_sum.c"}
            << QStringList{"bob@x.org_b_sum.c: the path does not fit the pattern "
                           "{contestant}_{number}_{problem}.{extension}"};
        QTest::newRow("folders and parts that are passed over")
            << "{skip}/{contestant}-{skip}/{skip}-{problem}.{extension}"
            << QStringList{"week 1/ann-17/v2-hello.c", "week 2/ann-17/-hello.c", "ann-17/v2-hello.c"}
            << QStringList{"week 1/ann-17/v2-hello.c ann hello c v2-hello.c"}
            << QStringList{"ann-17/v2-hello.c: the path does not fit the pattern "
                           "{skip}/{contestant}-{skip}/{skip}-{problem}.{extension}",
                           "week 2/ann-17/-hello.c: the path does not fit the pattern "
                           "{skip}/{contestant}-{skip}/{skip}-{problem}.{extension}"};
    }
    void usesAPattern()
    {
        QFETCH(QString, pattern);
        QFETCH(QStringList, files);
        QFETCH(QStringList, submissions);
        QFETCH(QStringList, unmatched);
        test::TreeBuilder tree;
        for (const QString& file : files)
            tree.file(file.toStdString());
        const intake::Found found = find(tree, problemsNamed({"hello", "sum"}), pattern.toStdString());
        QCOMPARE(linesOf(found), submissions);
        QCOMPARE(unmatchedOf(found), unmatched);
        QCOMPARE(layoutsOf(found), QStringList({pattern}));
    }

    void oneProblemNeedsNoField()
    {
        test::TreeBuilder tree;
        tree.file("alice.cpp").file("bob.c");
        const intake::Found found = find(tree, problemsNamed({"hello"}), "{contestant}.{extension}");
        QCOMPARE(linesOf(found),
                 QStringList({"alice.cpp alice hello cpp alice.cpp", "bob.c bob hello c bob.c"}));
    }

    /// Files of any name, for the only problem.
    void passesOverTheStudentsOwnNames()
    {
        test::TreeBuilder tree;
        tree.file("ann@x.org_3_my_main.cpp").file("bob@x.org_1_a.c");
        const intake::Found found =
            find(tree, problemsNamed({"hello"}), "{contestant}_{number}_{skip}.{extension}");
        QCOMPARE(linesOf(found),
                 QStringList({"ann@x.org_3_my_main.cpp ann@x.org hello cpp ann@x.org_3_my_main.cpp",
                              "bob@x.org_1_a.c bob@x.org hello c bob@x.org_1_a.c"}));
    }

    void refusesBrokenPatterns_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("expected");
        QTest::newRow("unknown field") << "{team}/{problem}.{extension}"
                                       << "there is no field \"team\"";
        QTest::newRow("no contestant") << "{problem}.{extension}"
                                       << "{contestant} is missing";
        QTest::newRow("no problem") << "{contestant}.{extension}"
                                    << "{problem} is missing";
        QTest::newRow("open") << "{contestant}/{problem"
                              << "a { is never closed";
        QTest::newRow("twice") << "{contestant}/{contestant}.{extension}"
                               << "stands there twice";
        QTest::newRow("adjacent") << "{contestant}{problem}.{extension}"
                                  << "something between them";
        QTest::newRow("adjacent to what is passed over") << "{contestant}{skip}_{problem}.{extension}"
                                                         << "something between them";
        QTest::newRow("files in the middle") << "{contestant}/{files}/{problem}"
                                             << "must be its last part";
        QTest::newRow("neither") << "{contestant}/{problem}"
                                 << "either {extension} or {files}";
        QTest::newRow("both") << "{contestant}/{problem}.{extension}/{files}"
                              << "either {extension} or {files}";
    }
    void refusesBrokenPatterns()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        const auto found = intake::findSubmissions(tree.root(), problemsNamed({"a", "b"}), languages(),
                                                   {pattern.toStdString(), {}});
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(found.error().message.find(expected.toStdString()) != std::string::npos,
                 found.error().message.c_str());
    }

    void needsAReadableFolder()
    {
        test::TreeBuilder tree;
        const auto found = intake::findSubmissions(tree.path("none"), problemsNamed({"a"}), languages(), {});
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::InvalidInput);
        QVERIFY(found.error().message.find("ENOENT") != std::string::npos);
    }

    void listsWhatCannotBeRead()
    {
        if (::geteuid() == 0)
            QSKIP("the superuser may read every file");
        test::TreeBuilder tree;
        tree.file("alice/hello.cpp").file("bob/hello.cpp");
        std::filesystem::permissions(tree.path("alice/hello.cpp"), std::filesystem::perms::none);
        std::filesystem::permissions(tree.path("bob"), std::filesystem::perms::none);
        const intake::Found found = find(tree, problemsNamed({"hello"}));
        std::filesystem::permissions(tree.path("bob"), std::filesystem::perms::owner_all);
        QCOMPARE(found.unmatched.size(), std::size_t(2));
        QVERIFY(found.unmatched[0].reason.find("EACCES") != std::string::npos);
        QVERIFY(found.unmatched[1].reason.find("EACCES") != std::string::npos);
        QCOMPARE(contestantsOf(found), QStringList({"alice", "bob"}));
    }

    /// Where there is one problem, every hand-in is for it.
    void oneProblemTakesEverything_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("submissions");
        QTest::addColumn<QStringList>("unmatched");
        QTest::newRow("any name") << QStringList{"ann/homework 3.cpp"}
                                  << QStringList{"ann/homework 3.cpp ann hello cpp homework 3.cpp"}
                                  << QStringList{};
        QTest::newRow("any folder") << QStringList{"ann/project/src/x.c"}
                                    << QStringList{"ann/project/src/x.c ann hello c x.c"} << QStringList{};
        QTest::newRow("several files")
            << QStringList{"ann/a.cpp", "ann/hello.cpp", "ann/sub/b.h", "ann/report.pdf"}
            << QStringList{"ann ann hello cpp a.cpp,hello.cpp,sub/b.h"}
            << QStringList{"ann/report.pdf: no language has the extension .pdf"};
        QTest::newRow("loose files") << QStringList{"ann.cpp", "bob.py", "notes.txt"}
                                     << QStringList{"ann.cpp ann hello cpp ann.cpp",
                                                    "bob.py bob hello python3 bob.py"}
                                     << QStringList{"notes.txt: no language has the extension .txt"};
        QTest::newRow("the problem's folder")
            << QStringList{"ann/hello/a.cpp", "ann/hello/data.txt", "ann/hello/a.o"}
            << QStringList{"ann/hello ann hello cpp a.cpp,data.txt"}
            << QStringList{"ann/hello/a.o: build output"};
        QTest::newRow("problems first")
            << QStringList{"hello/ann.cpp", "hello/bob.c"}
            << QStringList{"hello/ann.cpp ann hello cpp ann.cpp", "hello/bob.c bob hello c bob.c"}
            << QStringList{};
    }
    void oneProblemTakesEverything()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, submissions);
        QFETCH(QStringList, unmatched);
        test::TreeBuilder tree;
        for (const QString& file : files)
            tree.file(file.toStdString());
        const intake::Found found = find(tree, problemsNamed({"hello"}));
        QCOMPARE(linesOf(found), submissions);
        QCOMPARE(unmatchedOf(found), unmatched);
    }

    /// A refused package is a second problem: names count again.
    void aRefusedProblemIsAProblemToo()
    {
        test::TreeBuilder tree;
        tree.file("ann/other.cpp").file("ann/sums.cpp");
        std::vector<model::Problem> problems = problemsNamed({"hello", "sums"});
        problems[1].refusedBecause = "it is damaged";
        const intake::Found found = find(tree, problems);
        QCOMPARE(linesOf(found), QStringList{"ann/sums.cpp ann sums cpp sums.cpp"});
        QCOMPARE(unmatchedOf(found), QStringList{"ann/other.cpp: no problem is called other"});
    }

    /// Beside the only problem lies a folder that is no package: only what is called like it is not for the
    /// problem.
    void anotherFolderTakesItsOwnOnly_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("submissions");
        QTest::addColumn<QStringList>("unmatched");
        const QString none = ": the folder of problems has a folder sums, but that is no problem package";
        QTest::newRow("any name") << QStringList{"ann/homework 3.cpp"}
                                  << QStringList{"ann/homework 3.cpp ann hello cpp homework 3.cpp"}
                                  << QStringList{};
        QTest::newRow("a file of its name beside another")
            << QStringList{"ann/other.cpp", "ann/sums.cpp"}
            << QStringList{"ann/other.cpp ann hello cpp other.cpp"} << QStringList{"ann/sums.cpp" + none};
        QTest::newRow("a folder of its name")
            << QStringList{"ann/other.cpp", "ann/sums/x.cpp"}
            << QStringList{"ann/other.cpp ann hello cpp other.cpp"} << QStringList{"ann/sums/x.cpp" + none};
        QTest::newRow("loose files") << QStringList{"ann.cpp", "sums.cpp"}
                                     << QStringList{"ann.cpp ann hello cpp ann.cpp"}
                                     << QStringList{"sums.cpp" + none};
        QTest::newRow("problems first")
            << QStringList{"hello/ann.cpp", "sums/ann.cpp"}
            << QStringList{"hello/ann.cpp ann hello cpp ann.cpp"} << QStringList{"sums/ann.cpp" + none};
        QTest::newRow("in the problem's folder it is a file like others")
            << QStringList{"ann/hello/hello.cpp", "ann/hello/sums.h"}
            << QStringList{"ann/hello ann hello cpp hello.cpp,sums.h"} << QStringList{};
    }
    void anotherFolderTakesItsOwnOnly()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, submissions);
        QFETCH(QStringList, unmatched);
        test::TreeBuilder tree;
        for (const QString& file : files)
            tree.file(file.toStdString());
        const auto found =
            intake::findSubmissions(tree.root(), problemsNamed({"hello"}), languages(), {"", {"sums"}});
        QVERIFY(found);
        QCOMPARE(linesOf(*found), submissions);
        QCOMPARE(unmatchedOf(*found), unmatched);
    }

    void listsWhatIsLeftOut()
    {
        test::TreeBuilder tree;
        tree.file("ann/hello/hello.cpp").file("ann/hello/old/try.py", "print(1)").file("bob/hello.c");
        const intake::Found found = find(tree, problemsNamed({"hello", "sum"}));
        QCOMPARE(found.submissions.size(), std::size_t(2));
        const model::Submission& ann = found.submissions[0];
        QCOMPARE(ann.entryPoint, std::string("hello.cpp"));
        QCOMPARE(ann.files.size(), std::size_t(1));
        QCOMPARE(ann.leftOut.size(), std::size_t(1));
        QCOMPARE(ann.leftOut[0].file, std::string("ann/hello/old/try.py"));
        QVERIFY(!ann.choice.empty());
        QVERIFY(found.submissions[1].choice.empty());
        QVERIFY(found.submissions[1].entryPoint.empty());
    }

    void readsMoodlesNames_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("submissions");
        QTest::addColumn<QStringList>("contestants");
        QTest::newRow("folders")
            << QStringList{"Ann Lee_12_assignsubmission_file/hello.cpp",
                           "Bo_13_assignsubmission_file_/hello/a.c"}
            << QStringList{"Ann Lee_12_assignsubmission_file/hello.cpp Ann Lee hello cpp hello.cpp",
                           "Bo_13_assignsubmission_file_/hello Bo hello c a.c"}
            << QStringList{"Ann Lee", "Bo"};
        QTest::newRow("loose files")
            << QStringList{"Ann Lee_12_assignsubmission_file_hello.cpp"}
            << QStringList{"Ann Lee_12_assignsubmission_file_hello.cpp Ann Lee hello cpp "
                           "hello.cpp"}
            << QStringList{"Ann Lee"};
        QTest::newRow("the same name twice")
            << QStringList{"Ann Lee_12_assignsubmission_file/hello.cpp",
                           "Ann Lee_9_assignsubmission_file/hello.cpp", "Bo_13_assignsubmission_file/hello.c"}
            << QStringList{"Ann Lee_12_assignsubmission_file/hello.cpp Ann Lee (12) hello cpp hello.cpp",
                           "Ann Lee_9_assignsubmission_file/hello.cpp Ann Lee (9) hello cpp hello.cpp",
                           "Bo_13_assignsubmission_file/hello.c Bo hello c hello.c"}
            << QStringList{"Ann Lee (12)", "Ann Lee (9)", "Bo"};
        QTest::newRow("somebody else's folder has the name")
            << QStringList{"Ann/hello.cpp", "Ann_9_assignsubmission_file/hello.cpp"}
            << QStringList{"Ann/hello.cpp Ann hello cpp hello.cpp",
                           "Ann_9_assignsubmission_file/hello.cpp Ann (9) hello cpp hello.cpp"}
            << QStringList{"Ann", "Ann (9)"};
        QTest::newRow("typed and handed in as a file is one student")
            << QStringList{"Ann_9_assignsubmission_file/hello.cpp",
                           "Ann_9_assignsubmission_onlinetext/onlinetext.html"}
            << QStringList{"Ann_9_assignsubmission_file/hello.cpp Ann hello cpp hello.cpp"}
            << QStringList{"Ann"};
        QTest::newRow("names that only look so")
            << QStringList{"Ann_assignsubmission_file/hello.cpp", "_9_assignsubmission_file/hello.c"}
            << QStringList{"Ann_assignsubmission_file/hello.cpp Ann_assignsubmission_file hello cpp "
                           "hello.cpp",
                           "_9_assignsubmission_file/hello.c _9_assignsubmission_file hello c hello.c"}
            << QStringList{"Ann_assignsubmission_file", "_9_assignsubmission_file"};
    }
    void readsMoodlesNames()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, submissions);
        QFETCH(QStringList, contestants);
        test::TreeBuilder tree;
        for (const QString& file : files)
            tree.file(file.toStdString());
        const intake::Found found = find(tree, problemsNamed({"hello", "sum"}));
        QCOMPARE(linesOf(found), submissions);
        QCOMPARE(contestantsOf(found), contestants);
        for (const QString& line : unmatchedOf(found))
            QVERIFY2(line.contains(QStringLiteral("typed into Moodle")), qPrintable(line));
    }

    /// Files that lie side by side are one hand-in by their names.
    void joinsMoodlesLooseFiles()
    {
        test::TreeBuilder tree;
        tree.file("Ann_9_assignsubmission_file_a.cpp").file("Ann_9_assignsubmission_file_a.h");
        tree.file("Bo_10_assignsubmission_file_main.cpp")
            .file("Bo_10_assignsubmission_file_x.py", "print(1)");
        const intake::Found found = find(tree, problemsNamed({"hello"}));
        QCOMPARE(linesOf(found), QStringList({"Ann_9_assignsubmission_file_a.cpp Ann hello cpp a.cpp,a.h",
                                              "Bo_10_assignsubmission_file_main.cpp Bo hello cpp main.cpp"}));
        QCOMPARE(found.submissions[1].leftOut[0].file, std::string("Bo_10_assignsubmission_file_x.py"));
    }

    void leavesOutWhatToolsLeft_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("kept"); // of ann/hello
        QTest::addColumn<QStringList>("left");
        const auto row = [](const char* name, const QStringList& files, const char* kept,
                            const QStringList& left) {
            QTest::newRow(name) << files << QString::fromLatin1(kept) << left;
        };
        row("CMake by name", {"a.cpp", "cmake-build-debug/x.cpp", "CMakeFiles/y.cpp"}, "a.cpp",
            {"CMakeFiles", "cmake-build-debug"});
        row("CMake by content", {"a.cpp", "build/CMakeCache.txt", "build/x.cpp"}, "a.cpp", {"build"});
        row("CMake where the sources lie",
            {"p/a.cpp", "p/CMakeCache.txt", "p/CMakeLists.txt", "p/CMakeFiles/x.cpp"},
            "p/CMakeCache.txt,p/CMakeLists.txt,p/a.cpp", {"p/CMakeFiles"});
        row("no tool", {"bin/a.cpp", "build/b.cpp", "obj/c.cpp", "target/d.cpp"},
            "bin/a.cpp,build/b.cpp,obj/c.cpp,target/d.cpp", {});
        row(".NET", {"a.cpp", "p.csproj", "bin/Debug/x.cpp", "obj/y.cpp"}, "a.cpp,p.csproj", {"bin", "obj"});
        row(".NET by content", {"a.cpp", "obj/project.assets.json", "obj/x.cpp"}, "a.cpp", {"obj"});
        row("Rust", {"Cargo.toml", "a.cpp", "target/debug/x.cpp"}, "Cargo.toml,a.cpp", {"target"});
        row("Maven", {"a.cpp", "pom.xml", "target/x.cpp"}, "a.cpp,pom.xml", {"target"});
        row("Java by content", {"a.cpp", "bin/A.class", "bin/x.cpp"}, "a.cpp", {"bin"});
        row("classes beside their sources", {"bin/A.class", "bin/A.java"}, "bin/A.java", {"bin/A.class"});
        row("virtual environment", {"a.py", "env/pyvenv.cfg", "env/lib/python3/x.py"}, "a.py", {"env"});
        row("virtual environment where the sources lie",
            {"p/a.py", "p/pyvenv.cfg", "p/lib/x.py", "p/bin/activate.py"}, "p/a.py,p/pyvenv.cfg",
            {"p/bin", "p/lib"});
        row("by name", {"a.py", "__pycache__/x.py", "node_modules/x.js", ".idea/x.py", ".gradle/y.py"},
            "a.py", {".gradle", ".idea", "__pycache__", "node_modules"});
        row("tests of Maven and Gradle",
            {"pom.xml", "src/main/java/A.java", "src/test/java/ATest.java", "src/androidTest/B.java"},
            "pom.xml,src/main/java/A.java", {"src/androidTest", "src/test"});
        row("a folder called test that is not beside main", {"src/test/a.py", "test/b.py", "main/c.py"},
            "main/c.py,src/test/a.py,test/b.py", {});
        row("files", {"a.py", "Thumbs.db", "DESKTOP.INI", ".DS_Store"}, "a.py",
            {".DS_Store", "DESKTOP.INI", "Thumbs.db"});
    }
    void leavesOutWhatToolsLeft()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, kept);
        QFETCH(QStringList, left);
        test::TreeBuilder tree;
        for (const QString& file : files)
            tree.file("ann/hello/" + file.toStdString());
        const intake::Found found = find(tree, problemsNamed({"hello", "sum"}));
        QCOMPARE(linesOf(found).size(), 1);
        QCOMPARE(linesOf(found)[0].section(QLatin1Char(' '), 4), kept);
        QStringList unmatched;
        for (const model::UnmatchedFile& file : found.unmatched)
            unmatched << QString::fromStdString(file.file).mid(10);
        QCOMPARE(unmatched, left);
    }

    /// What the layout takes for a contestant or a problem is never a tool's.
    void handInsAreNeverLeftBehind()
    {
        test::TreeBuilder tree;
        tree.file("bin/target.cpp").file("ann/target/Cargo.toml").file("ann/target/.rustc_info.json");
        tree.file("ann/target/a.cpp")
            .file("node_modules/target.cpp")
            .file("cmake-build-x/bin/CMakeCache.txt");
        tree.file("cmake-build-x/bin/b.cpp").file("bin/A.class").file("ann/pom.xml");
        const QStringList expected{"ann/target ann target cpp Cargo.toml,a.cpp",
                                   "bin/target.cpp bin target cpp target.cpp",
                                   "cmake-build-x/bin cmake-build-x bin cpp CMakeCache.txt,b.cpp",
                                   "node_modules/target.cpp node_modules target cpp target.cpp"};
        QCOMPARE(linesOf(find(tree, problemsNamed({"bin", "target", "x"}))).filter(QStringLiteral("target")),
                 expected.filter(QStringLiteral("target")));
        const intake::Found found =
            find(tree, problemsNamed({"bin", "target"}), "{contestant}/{problem}/{files}");
        QVERIFY2(linesOf(found).contains(expected[2]), qPrintable(linesOf(found).join(QLatin1Char('\n'))));
    }

    /// A package that lost its files must not turn its hand-ins into those of a contestant named like it.
    void saysThatAFolderIsNoPackage()
    {
        test::TreeBuilder tree;
        tree.file("ann/hello.py", "")
            .file("ann/sums.py", "")
            .file("sums/bob.py", "")
            .file("sums/hello.py", "");
        const auto problems = problemsNamed({"hello"});
        const auto found = intake::findSubmissions(tree.root(), problems, languages(), {"", {"sums"}});
        QVERIFY(found);
        QCOMPARE(
            unmatchedOf(*found),
            QStringList(
                {"ann/sums.py: the folder of problems has a folder sums, but that is no problem package",
                 "sums/bob.py: the folder of problems has a folder sums, but that is no problem package"}));
        QCOMPARE(contestantsOf(*found), QStringList({"ann", "sums"}));
        // Said once as what needs a person.
        QCOMPARE(found->diagnostics.size(), std::size_t(1));
        QVERIFY(found->diagnostics[0].level == Diagnostic::Level::Error);
        QCOMPARE(found->diagnostics[0].where, std::string("ann/sums.py"));
        QVERIFY(::unlink((tree.root() / "sums/hello.py").c_str()) == 0);
        const auto without = intake::findSubmissions(tree.root(), problems, languages(), {"", {"sums"}});
        QVERIFY(without);
        QCOMPARE(contestantsOf(*without), QStringList({"ann"}));
        const auto pattern = intake::findSubmissions(tree.root(), problems, languages(),
                                                     {"{problem}/{contestant}.{extension}", {"sums"}});
        QVERIFY(pattern);
        QVERIFY(unmatchedOf(*pattern).contains(
            "sums/bob.py: the folder of problems has a folder sums, but that is no problem package"));
    }

    void handInsForARefusedProblemAreListed()
    {
        test::TreeBuilder tree;
        tree.file("ann/hello.py", "").file("ann/sums.py", "").file("sums/bob.py", "");
        std::vector<model::Problem> problems = problemsNamed({"hello", "sums"});
        problems[1].refusedBecause = "it is damaged";
        const intake::Found found = find(tree, problems);
        QCOMPARE(unmatchedOf(found), QStringList());
        QCOMPARE(found.submissions.size(), std::size_t(3));
        QCOMPARE(found.submissions[1].problem, std::string("sums"));
        QCOMPARE(found.submissions[2].contestant, std::string("bob"));
    }

    /// A hand-in that is there and cannot be read must not go unnoticed among files that match nothing.
    void unreadableHandInsNeedAPerson()
    {
        if (::geteuid() == 0)
            QSKIP("root reads everything");
        test::TreeBuilder tree;
        tree.file("ann/hello.py", "").file("bob/hello.py", "").file("cid/notes.txt", "");
        QVERIFY(::chmod((tree.root() / "ann/hello.py").c_str(), 0) == 0);
        QVERIFY(::chmod((tree.root() / "bob").c_str(), 0) == 0);
        const auto found = find(tree, problemsNamed({"hello"}));
        QVERIFY(::chmod((tree.root() / "bob").c_str(), 0700) == 0);
        QCOMPARE(found.unmatched.size(), std::size_t(3));
        QStringList errors;
        for (const Diagnostic& diagnostic : found.diagnostics) {
            if (diagnostic.level == Diagnostic::Level::Error)
                errors << QString::fromStdString(diagnostic.where);
        }
        errors.sort();
        QCOMPARE(errors, QStringList({"ann/hello.py", "bob"}));
    }
};

QTEST_GUILESS_MAIN(TestFindSubmissions)
#include "test_find_submissions.moc"
