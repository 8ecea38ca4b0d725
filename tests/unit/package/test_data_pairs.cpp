// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/folder_of_tests/data_pairs.h"
#include "package/package.h"
#include "package/recognise.h"
#include "package_fixture.h"

#include <QtTest>

using namespace assize;

/// Which files of a folder are tests, and how formats are told apart.
class TestDataPairs : public QObject
{
    Q_OBJECT

    static QString described(const std::vector<package::NamedFile>& files, const package::DataPairs& tests)
    {
        const auto nameOf = [&](std::size_t i) { return QString::fromStdString(files[i].name); };
        QStringList words;
        for (const package::DataPair& pair : tests.pairs)
            words << QString::fromStdString(pair.id) + "=" + nameOf(pair.input) + "+" + nameOf(pair.answer);
        for (const std::size_t i : tests.lonelyInputs)
            words << "?" + nameOf(i);
        for (const std::size_t i : tests.lonelyAnswers)
            words << "!" + nameOf(i);
        for (const auto& [i, pair] : tests.surplus)
            words << "-" + nameOf(i) + "(" + QString::fromStdString(tests.pairs[pair].id) + ")";
        for (const std::vector<std::size_t>& candidates : tests.ambiguous) {
            QStringList names;
            for (const std::size_t i : candidates)
                names << nameOf(i);
            words << "~" + names.join('|');
        }
        return words.join(' ');
    }

private Q_SLOTS:
    void pairsFiles_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("expected");
        QTest::newRow("usual") << "1.ans 1.in 10.in 10.out 2.a 2.in"
                               << "1=1.in+1.ans 2=2.in+2.a 10=10.in+10.out";
        QTest::newRow("words")
            << "input1.txt input10.txt input2.txt output1.txt output10.txt output2.txt"
            << "1=input1.txt+output1.txt 2=input2.txt+output2.txt 10=input10.txt+output10.txt";
        QTest::newRow("words behind") << "1_input.txt 1_output.txt"
                                      << "1=1_input.txt+1_output.txt";
        QTest::newRow("words with points") << "input.01 output.01"
                                           << "01=input.01+output.01";
        QTest::newRow("words from 0, no endings") << "input0 input1 input10 output0 output1 output10"
                                                  << "0=input0+output0 1=input1+output1 10=input10+output10";
        QTest::newRow("short words") << "in1 in2.txt out1 out2.txt ans3 in3"
                                     << "1=in1+out1 2=in2.txt+out2.txt 3=in3+ans3";
        QTest::newRow("lone words") << "input.txt output.txt"
                                    << "input=input.txt+output.txt";
        QTest::newRow("words within words") << "main.txt kin1 shout1 cabin.txt"
                                            << "";
        QTest::newRow("Polygon") << "01 01.a 02 02.a 03.a"
                                 << "01=01+01.a 02=02+02.a !03.a";
        QTest::newRow("with a name")
            << "data1.in data1.out data10.in data10.out data9.in data9.out"
            << "data1=data1.in+data1.out data9=data9.in+data9.out data10=data10.in+data10.out";
        QTest::newRow("two endings") << "a.in.txt a.out.txt"
                                     << "a=a.in.txt+a.out.txt";
        QTest::newRow("letter case") << "A.IN a.out B.in b.Ans"
                                     << "A=A.IN+a.out B=B.in+b.Ans";
        QTest::newRow("case tells apart") << "A.in A.out a.in a.out"
                                          << "A=A.in+A.out a=a.in+a.out";
        QTest::newRow("other endings") << "x.inp x.sol y.input y.answer"
                                       << "x=x.inp+x.sol y=y.input+y.answer";
        QTest::newRow("lonely") << "1.in 1.out 2.in 3.out readme.md"
                                << "1=1.in+1.out ?2.in !3.out";
        QTest::newRow("two answers") << "1.a 1.ans 1.in 1.out"
                                     << "1=1.in+1.ans -1.a(1) -1.out(1)";
        QTest::newRow("two answers, order") << "1.in 1.out 2.in 2.out 2.ans 10.in 10.ans"
                                            << "1=1.in+1.out 2=2.in+2.ans 10=10.in+10.ans -2.out(2)";
        QTest::newRow("folders") << "in/1.txt in/2.txt out/1.txt out/2.txt"
                                 << "1=1.txt+1.txt 2=2.txt+2.txt";
        QTest::newRow("folders and words")
            << "input/input0.txt input/input1.txt output/output0.txt output/output1.txt"
            << "0=input0.txt+output0.txt 1=input1.txt+output1.txt";
        QTest::newRow("folders and endings") << "in/1.in out/1.out in/b ans/b in/odd.out"
                                             << "1=1.in+1.out b=b+b";
        QTest::newRow("numbers behind the ending")
            << "sum.in1 sum.ou1 sum.in2 sum.out2 sum.in10 sum.ou10"
            << "sum1=sum.in1+sum.ou1 sum2=sum.in2+sum.out2 sum10=sum.in10+sum.ou10";
        QTest::newRow("numbers as endings") << "sum.in.1 sum.out.1"
                                            << "sum.1=sum.in.1+sum.out.1";
        QTest::newRow("data files") << "sum1.dat sum1.ans sum2.dat sum2.out"
                                    << "sum1=sum1.dat+sum1.ans sum2=sum2.dat+sum2.out";
        QTest::newRow("texts") << "1.txt 1_ans.txt 2.txt 2_ans.txt notes.txt"
                               << "1=1.txt+1_ans.txt 2=2.txt+2_ans.txt";
        QTest::newRow("references") << "1.in 1.ref 2.in 2.desired 3.in 3.expected 4.inp 4.ou"
                                    << "1=1.in+1.ref 2=2.in+2.desired 3=3.in+3.expected 4=4.inp+4.ou";
        QTest::newRow("words for answers") << "1_in.txt 1_expected.txt 2-in.txt 2-sol.txt"
                                           << "1=1_in.txt+1_expected.txt 2=2-in.txt+2-sol.txt";
        QTest::newRow("words in words") << "sampleInput1.txt sampleOutput1.txt inputA outputA"
                                        << "A=inputA+outputA sample1=sampleInput1.txt+sampleOutput1.txt";
        QTest::newRow("letters") << "I.1 O.1 i2 o2 I.txt O.txt"
                                 << "1=I.1+O.1 2=i2+o2";
        QTest::newRow("programs and statements") << "output.cpp input.py answer.pdf ans.zip 1.in 1.out"
                                                 << "1=1.in+1.out";
        QTest::newRow("two that may be meant") << "1.txt 1.dat 1.ans 2.txt 2.ans"
                                               << "2=2.txt+2.ans !1.ans ~1.txt|1.dat";
        QTest::newRow("one is called as an input") << "1.in 1.txt 1.dat 1.ans"
                                                   << "1=1.in+1.ans";
        QTest::newRow("same id twice") << "input.in input.out input.txt output.txt"
                                       << "input=input.txt+output.txt input.in=input.in+input.out";
    }
    void pairsFiles()
    {
        QFETCH(QString, names);
        QFETCH(QString, expected);
        std::vector<package::NamedFile> files;
        for (const QString& name : names.split(' ', Qt::SkipEmptyParts)) {
            const QStringList parts = name.split('/');
            files.push_back({parts.last().toStdString(),
                             parts.size() > 1 ? package::folderRoleOf(parts.first().toStdString())
                                              : package::FolderRole::None});
        }
        // The order within the test's expectation does not depend on the order of the folder.
        const QString forward = described(files, package::pairData(files));
        QCOMPARE(forward, expected);
    }

    void namesEveryByte()
    {
        std::vector<package::NamedFile> files;
        for (int byte = 1; byte < 256; ++byte) {
            if (byte == '/')
                continue;
            const std::string name(1, static_cast<char>(byte));
            files.push_back({name + ".in", package::FolderRole::None});
            files.push_back({name + ".ans", package::FolderRole::None});
        }
        const package::DataPairs tests = package::pairData(files);
        QCOMPARE(tests.pairs.size(), files.size() / 2);
    }

    void readsFoldersOfTests_data()
    {
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("ids");
        QTest::addColumn<QString>("warnings");
        QTest::newRow("in and out") << "in/1.in in/2.in out/1.out out/2.out"
                                    << "1 2"
                                    << "";
        QTest::newRow("tests") << "tests/1.in tests/1.ans tests/10.in tests/10.ans tests/2.in tests/2.ans"
                               << "1 2 10"
                               << "";
        QTest::newRow("tests, in and out") << "data/input/input0.txt data/output/output0.txt"
                                           << "0"
                                           << "";
        QTest::newRow("lonely") << "1.in 1.out 2.in 3.out"
                                << "1"
                                << "p/2.in: this input has no answer|p/3.out: this answer has no input";
        QTest::newRow("tests beside tests") << "1.in 1.out tests/1.in tests/1.out"
                                            << "1"
                                            << "p/tests: the tests in this folder are not used";
        QTest::newRow("a folder for each test")
            << "Test01/SUM.INP Test01/SUM.OUT Test2/SUM.INP Test2/SUM.OUT "
               "Test10/SUM.INP Test10/SUM.OUT"
            << "Test01 Test2 Test10"
            << "";
        QTest::newRow("a folder for each test, words") << "test1/input.txt test1/output.txt test2/input.txt "
                                                          "test2/output.txt"
                                                       << "test1 test2"
                                                       << "";
        QTest::newRow("numbered folders in Tests")
            << "Tests/1/sum.in Tests/1/sum.out Tests/2/sum.in Tests/2/sum.out"
            << "1 2"
            << "";
        QTest::newRow("subtasks")
            << "subtask1/1.in subtask1/1.out subtask1/2.in subtask1/2.out subtask2/1.in "
               "subtask2/1.out"
            << "subtask1/1 subtask1/2 subtask2/1"
            << "";
        QTest::newRow("one of them is lonely") << "test1/input.txt test1/output.txt test2/input.txt"
                                               << "test1"
                                               << "p/test2/input.txt: this input has no answer";
        QTest::newRow("a checker") << "1.in 1.out checker.cpp notes.txt"
                                   << "1"
                                   << "p: not used: \"checker.cpp\"";
        QTest::newRow("a checker beside folders") << "test1/input.txt test1/output.txt checker.cpp"
                                                  << "test1"
                                                  << "p: not used: \"checker.cpp\"";
        QTest::newRow("a checker beside tests/") << "tests/1.in tests/1.out spj.cc"
                                                 << "1"
                                                 << "p: not used: \"spj.cc\"";
        QTest::newRow("foreign settings") << "1.in 1.out init.yml"
                                          << "1"
                                          << "p: read as a folder of tests";
    }
    void readsFoldersOfTests()
    {
        QFETCH(QString, files);
        QFETCH(QString, ids);
        QFETCH(QString, warnings);
        test::TreeBuilder tree;
        for (const QString& name : files.split(' '))
            tree.file("p/" + name.toStdString(), "x");
        tree.file("p/submissions/accepted/a.py", "print()");
        const package::ReadPackage read = package::readPackage(tree.path("p"), "p");
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QCOMPARE(test::idsOf(*read.problem).join(' '), ids);
        QCOMPARE(read.problem->jurySubmissions.size(), std::size_t(1));
        for (const QString& warning : warnings.split('|', Qt::SkipEmptyParts))
            QVERIFY2(text.contains("warning " + warning), qPrintable(text));
        if (warnings.isEmpty())
            QVERIFY2(!text.contains("warning"), qPrintable(text));
    }

    void foldersOfProblemsAreNoTests_data()
    {
        QTest::addColumn<QString>("files");
        QTest::newRow("numbers, one test each") << "p/1/1.in p/1/1.out p/2/1.in p/2/1.out";
        QTest::newRow("numbers, several tests") << "p/1/1.in p/1/1.out p/1/2.in p/1/2.out";
        QTest::newRow("numbers, names of their own") << "p/1/sum.in p/1/sum.out p/2/dif.in p/2/dif.out";
        QTest::newRow("tests as exams") << "p/test1/1.in p/test1/1.out p/test1/2.in p/test1/2.out";
        QTest::newRow("letters") << "p/a/a.in p/a/a.out p/b/b.in p/b/b.out";
        QTest::newRow("LemonLime") << "p/data/sum/1.in p/data/sum/1.out p/a.out";
    }
    void foldersOfProblemsAreNoTests()
    {
        QFETCH(QString, files);
        test::TreeBuilder tree;
        for (const QString& name : files.split(' '))
            tree.file(name.toStdString(), "x");
        QVERIFY(!package::detectFormat(tree.path("p")));
    }

    void refusesWhatIsUnclear_data()
    {
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("expected");
        QTest::newRow("answers alone")
            << "p/1.out p/2.out"
            << "error p: there are answers, such as \"1.out\", and no inputs. A test of "
               "a problem without input has an empty one: make an empty file \"1.in\"\n";
        QTest::newRow("two inputs")
            << "p/1.txt p/1.dat p/1.ans"
            << "error p: each of \"1.dat\", \"1.txt\" may be the input of one test; give the "
               "one that is meant the ending .in, or remove the others\n";
        QTest::newRow("inputs alone")
            << "p/1.in"
            << "error p: there is no test; put pairs of .in and .ans files into the "
               "folder\n";
    }
    void refusesWhatIsUnclear()
    {
        QFETCH(QString, files);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        for (const QString& name : files.split(' '))
            tree.file(name.toStdString(), "x");
        QCOMPARE(package::detectFormat(tree.path("p")), std::optional<std::string>("test-folder"));
        const package::ReadPackage read = package::readPackage(tree.path("p"), "p");
        QVERIFY(!read.problem);
        QVERIFY2(test::textOf(read.diagnostics).contains(expected),
                 qPrintable(test::textOf(read.diagnostics)));
    }

    void countsManyThatDoNotPair()
    {
        test::TreeBuilder tree;
        tree.file("p/1.in").file("p/1.out");
        for (int i = 100; i < 150; ++i)
            tree.file("p/" + std::to_string(i) + ".in");
        const package::ReadPackage read = package::readPackage(tree.path("p"), "p");
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QVERIFY2(text.contains("and 30 more files"), qPrintable(text));
        QVERIFY2(!text.contains("p/149.in"), qPrintable(text));
    }

    void recognises_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("reason");
        const QStringList icpc{"data/secret/1.in", "data/secret/1.ans"};
        QTest::newRow("ICPC") << icpc << "icpc-legacy"
                              << "it has data/secret or data/sample";
        QTest::newRow("ICPC, version")
            << icpc + QStringList{"problem.yaml=problem_format_version: legacy-icpc # old\n"} << "icpc-legacy"
            << "";
        QTest::newRow("2025-09") << icpc +
                                        QStringList{
                                            "problem.yaml=name: x\nproblem_format_version: '2025-09'\n"}
                                 << "icpc-2025-09"
                                 << "";
        QTest::newRow("draft") << icpc +
                                      QStringList{"problem.yaml=problem_format_version:   2023-07-draft\r\n"}
                               << "icpc-2025-09"
                               << "";
        QTest::newRow("not at the top")
            << icpc + QStringList{"problem.yaml=a:\n  problem_format_version: 2025-09\n"} << "icpc-legacy"
            << "";
        QTest::newRow("settings alone") << QStringList{"problem.yaml=name: x\n"} << "icpc-legacy"
                                        << "";
        QTest::newRow("settings and tests")
            << QStringList{"problem.yaml=name: x\n", "1.in", "1.out"} << "test-folder"
            << "it has \"1.in\" and \"1.out\"";
        QTest::newRow("inputs only") << QStringList{"1.in"} << "test-folder"
                                     << "it has files *.in";
        QTest::newRow("inputs and folders") << QStringList{"1.in", "doc/x"} << ""
                                            << "this is no problem package";
        QTest::newRow("CMS") << QStringList{"task.yaml", "input/input0.txt", "output/output0.txt"} << ""
                             << "this looks like a CMS task";
        QTest::newRow("Polygon") << QStringList{"problem.xml=<?xml version='1.0'?><problem>", "tests/01",
                                                "tests/01.a"}
                                 << "polygon"
                                 << "it has problem.xml with <problem>";
        QTest::newRow("other XML") << QStringList{"problem.xml=<contest>"} << ""
                                   << "this is no problem package";
        QTest::newRow("settings and tests below")
            << QStringList{"problem.yaml=name: x\n", "tests/1.in", "tests/1.out"} << "test-folder"
            << "";
        QTest::newRow("contest") << QStringList{"problems/a/1.in", "in/1", "out/1"} << ""
                                 << "";
        QTest::newRow("nothing") << QStringList{"readme"} << ""
                                 << "this is no problem package";
    }
    void recognises()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, format);
        QFETCH(QString, reason);
        test::TreeBuilder tree;
        for (const QString& file : files) {
            const qsizetype at = file.indexOf('=');
            tree.file("p/" + file.left(at).toStdString(), at < 0 ? "x" : file.mid(at + 1).toStdString());
        }
        const package::Recognised found = package::recognise(tree.path("p"));
        QVERIFY2(found.readable == !format.isEmpty(), found.reason.c_str());
        if (found.readable)
            QCOMPARE(QString::fromStdString(found.format), format);
        QVERIFY2(QString::fromStdString(found.reason).contains(reason), found.reason.c_str());
    }

    void findsTheRootElement_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("root");
        QTest::newRow("plain") << "<problem revision=\"1\">"
                               << "problem";
        QTest::newRow("all before it")
            << "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- <contest> -->\n<!DOCTYPE x>\n<problem>"
            << "problem";
        QTest::newRow("empty element") << "<problem/>"
                                       << "problem";
        QTest::newRow("longer name") << "<problems>"
                                     << "problems";
        QTest::newRow("open comment") << "<!-- <problem>"
                                      << "";
        QTest::newRow("no XML") << "problem"
                                << "";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void findsTheRootElement()
    {
        QFETCH(QString, text);
        QFETCH(QString, root);
        QCOMPARE(QString::fromStdString(package::rootElement(text.toStdString())), root);
    }
};

QTEST_GUILESS_MAIN(TestDataPairs)
#include "test_data_pairs.moc"
