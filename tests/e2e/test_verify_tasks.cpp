// SPDX-License-Identifier: GPL-3.0-or-later
// assize verify on one small package of each type of task, with real programs: what each submission gets.
#include "assize_process.h"

namespace {

struct File
{
    const char* name;
    QByteArray content;
};

/// A submission and what must come of it.
struct Expected
{
    const char* file;
    const char* verdict;
    const char* score;
};

using Files = QList<File>;
using Expectations = QList<Expected>;

QByteArray polygon(const char* judging, const char* tests, const char* assets, const char* solutions)
{
    return QByteArray("<?xml version='1.0' encoding='utf-8'?>\n<problem revision='1' short-name='p'>\n"
                      "<names><name language='english' value='P'/></names>\n<judging ") +
           judging +
           "><testset name='tests'><time-limit>1000</time-limit><memory-limit>268435456</memory-limit>"
           "<test-count>2</test-count><input-path-pattern>tests/%02d</input-path-pattern>"
           "<answer-path-pattern>tests/%02d.a</answer-path-pattern><tests>" +
           tests +
           "</tests></testset></judging>\n<files><executables>"
           "<executable><source path='files/gen.cpp' "
           "type='cpp.g++17'/></executable></executables></files>\n<assets>" +
           assets + "<solutions>" + solutions + "</solutions></assets></problem>\n";
}

/// Equal numbers in output and answer, by the exit codes of testlib.
const char* const kCheckerCpp =
    "#include <fstream>\n#include <iostream>\n"
    "int main(int, char** a) { std::ifstream o(a[2]), n(a[3]); long x, y;\n"
    "if (!(n >> y)) { std::cerr << \"FAIL no answer\"; return 3; }\n"
    "if (!(o >> x)) { std::cerr << \"wrong output format no number\"; return 2; }\n"
    "if (x != y) { std::cerr << \"wrong answer \" << x; return 1; }\n"
    "std::cerr << \"ok\"; return 0; }\n";
const char* const kCheckerXml =
    "<checker type='testlib'><source path='files/check.cpp' type='cpp.g++17'/></checker>";
const char* const kTwoSolutions =
    "<solution tag='main'><source path='solutions/right.cpp' type='cpp.g++17'/></solution>"
    "<solution tag='wrong-answer'><source path='solutions/wrong.cpp' type='cpp.g++17'/></solution>";

Files namedFiles()
{
    return {{"problem.xml",
             polygon("input-file='sum.in' output-file='sum.out'",
                     "<test method='manual'/><test method='manual'/>", kCheckerXml, kTwoSolutions)},
            {"tests/01", "1 2\n"},
            {"tests/01.a", "3\n"},
            {"tests/02", "5 5\n"},
            {"tests/02.a", "10\n"},
            {"files/check.cpp", kCheckerCpp},
            {"solutions/right.cpp",
             "#include <fstream>\nint main() { std::ifstream i(\"sum.in\"); long a, b; i >> a >> b; "
             "std::ofstream(\"sum.out\") << a + b << '\\n'; }\n"},
            {"solutions/wrong.cpp",
             "#include <fstream>\n#include <iostream>\nint main() { std::ifstream i(\"sum.in\"); "
             "long a, b; i >> a >> b; std::cout << a + b << '\\n'; }\n"}};
}

Files generatedTests()
{
    return {{"problem.xml",
             polygon("input-file='' output-file=''",
                     "<test method='generated' cmd='gen 3 4'/><test method='generated' cmd='gen 20 30'/>",
                     kCheckerXml, kTwoSolutions)},
            {"files/gen.cpp",
             "#include <iostream>\nint main(int, char** a) { std::cout << a[1] << ' ' << a[2] << '\\n'; }\n"},
            {"files/check.cpp", kCheckerCpp},
            {"solutions/right.cpp",
             "#include <iostream>\nint main() { long a, b; std::cin >> a >> b; std::cout << a + b; }\n"},
            {"solutions/wrong.cpp", "#include <iostream>\nint main() { long a, b; std::cin >> a >> b; "
                                    "std::cout << (a > 10 ? a : a + b); }\n"}};
}

/// Guess a number up to 100: the interactor counts the questions, the checker allows seven.
Files interactorAndChecker()
{
    const QByteArray head = "#include <iostream>\n#include <string>\nint main() { int low = 1, high = 100; "
                            "std::string h; for (;;) { ";
    return {
        {"problem.xml",
         polygon("input-file='' output-file=''", "<test method='manual'/><test method='manual'/>",
                 "<checker type='testlib'><source path='files/check.cpp' type='cpp.g++17'/></checker>"
                 "<interactor><source path='files/inter.cpp' type='cpp.g++17'/></interactor>",
                 kTwoSolutions)},
        {"tests/01", "77\n"},
        {"tests/01.a", "7\n"},
        {"tests/02", "100\n"},
        {"tests/02.a", "7\n"},
        {"files/inter.cpp",
         "#include <fstream>\n#include <iostream>\nint main(int, char** a) { std::ifstream i(a[1]); "
         "std::ofstream o(a[2]); "
         "int n, g; i >> n; for (int q = 1; q <= 100; ++q) { if (!(std::cin >> g)) return 2; "
         "std::cout << (g < n ? \"higher\" : g > n ? \"lower\" : \"right\") << std::endl; "
         "if (g == n) { o << q << '\\n'; return 0; } } return 1; }\n"},
        {"files/check.cpp",
         "#include <fstream>\nint main(int, char** a) { std::ifstream o(a[2]), n(a[3]); int x = 0, y = 0; "
         "n >> y; return o >> x && x <= y ? 0 : 1; }\n"},
        {"solutions/right.cpp",
         head +
             "int m = (low + high) / 2; std::cout << m << std::endl; if (!(std::cin >> h) || h == \"right\") "
             "return 0; if (h == \"higher\") low = m + 1; else high = m - 1; } }\n"},
        {"solutions/wrong.cpp",
         head + "std::cout << low++ << std::endl; if (!(std::cin >> h) || h == \"right\") return 0; } }\n"}};
}

QByteArray newPackage(const char* more)
{
    return QByteArray("problem_format_version: 2025-09\nname: P\nuuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\n"
                      "limits:\n  time_limit: 1.0\n  memory: 256\n") +
           more;
}

/// Says n + 1 twice: the second pass has the first one's output as its input.
const char* const kPassesPython =
    "import os, sys\ninp, _, feedback = sys.argv[1:4]\nn = int(open(inp).read())\n"
    "said = sys.stdin.read().split()\nif said != [str(n + 1)]: sys.exit(43)\n"
    "seen = os.path.join(feedback, 'seen')\nif os.path.exists(seen):\n"
    "    open(seen, 'a').write('again')\n    sys.exit(42)\nopen(seen, 'w').write('once')\n"
    "open(os.path.join(feedback, 'nextpass.in'), 'w').write(str(n + 1))\nsys.exit(42)\n";

Files multiPass()
{
    return {{"problem.yaml", newPackage("type: multi-pass\n")},
            {"data/secret/1.in", "4\n"},
            {"data/secret/1.ans", "\n"},
            {"output_validator/passes.py", kPassesPython},
            {"submissions/accepted/right.py", "print(int(input()) + 1)\n"},
            {"submissions/wrong_answer/second_pass.py", "n = int(input())\nprint(n + 1 if n < 5 else n)\n"},
            {"submissions/run_time_error/second_pass.py", "n = int(input())\nprint(n + 1)\nassert n < 5\n"}};
}

/// The same, but the validator talks: each pass asks for the next number.
Files interactiveMultiPass()
{
    return {
        {"problem.yaml", newPackage("type: [multi-pass, interactive]\n")},
        {"data/secret/1.in", "4\n"},
        {"data/secret/1.ans", "\n"},
        {"output_validator/passes.py",
         "import os, sys\ninp, _, feedback = sys.argv[1:4]\nn = int(open(inp).read())\nprint(n, flush=True)\n"
         "if sys.stdin.readline().strip() != str(n + 1): sys.exit(43)\nif n == 4:\n"
         "    open(os.path.join(feedback, 'nextpass.in'), 'w').write('5')\nsys.exit(42)\n"},
        {"submissions/accepted/right.py", "print(int(input()) + 1)\n"},
        {"submissions/wrong_answer/second_pass.py", "n = int(input())\nprint(n + 1 if n < 5 else n)\n"}};
}

/// One that is too slow and then wrong: a contest would have stopped it before the validator could say so.
Files interactiveTooLate()
{
    return {{"problem.yaml", newPackage("type: interactive\n")
                                 .replace("limits:\n", "limits:\n  time_multipliers:\n"
                                                       "    time_limit_to_tle: 4\n")},
            {"data/secret/1.in", "4\n"},
            {"data/secret/1.ans", "\n"},
            {"output_validator/talk.py", "import sys\nprint(4, flush=True)\n"
                                         "sys.exit(42 if sys.stdin.readline().strip() == '5' else 43)\n"},
            {"submissions/accepted/right.py", "print(int(input()) + 1)\n"},
            {"submissions/time_limit_exceeded/late.py",
             "import time\nn = int(input())\nwhile time.process_time() < 2: pass\nprint(n)\n"}};
}

Files submitAnswer()
{
    return {{"problem.yaml", newPackage("type: submit-answer\n")},
            {"data/secret/1.in", "6\n"},
            {"data/secret/1.ans", "36\n"},
            {"data/secret/2.in", "7\n"},
            {"data/secret/2.ans", "49\n"},
            {"submissions/accepted/both/1.out", "36\n"},
            {"submissions/accepted/both/2.out", "49\n"},
            {"submissions/wrong_answer/one/1.out", "36\n"},
            {"submissions/wrong_answer/wrong/1.out", "36\n"},
            {"submissions/wrong_answer/wrong/2.out", "50\n"}};
}

/// 30 of 100 points for a source without the word.
Files staticValidator()
{
    return {{"problem.yaml", newPackage("type: scoring\n")},
            {"data/secret/test_group.yaml",
             "max_score: 100\nscore_aggregation: sum\nstatic_validation_score: 30\n"
             "static_validator_args: [forbidden]\n"},
            {"data/secret/1.in", "1\n"},
            {"data/secret/1.ans", "1\n"},
            {"static_validator/words.py",
             "import os, sys\nword = sys.argv[4]\n"
             "for name in os.listdir('.'):\n"
             "    if name.startswith('solution') and word in open(name).read(): sys.exit(43)\n"
             "sys.exit(42)\n"},
            {"submissions/accepted/solution.py", "print(input())\n"},
            {"submissions/partially_accepted/solution.py", "print(input())  # forbidden\n"}};
}

/// A grader of the package, and a function to be written.
Files functionGrading()
{
    return {{"problem.yaml", newPackage("type: pass-fail\n")},
            {"data/secret/1.in", "2 3\n"},
            {"data/secret/1.ans", "5\n"},
            {"include/cpp/main.cpp",
             "#include <iostream>\nint add(int, int);\nint main() { int a, b; std::cin >> a >> b; "
             "std::cout << add(a, b) << '\\n'; }\n"},
            {"include/python3/main.py", "import solution\nprint(solution.add(*map(int, input().split())))\n"},
            {"submissions/accepted/solution.cpp", "int add(int a, int b) { return a + b; }\n"},
            {"submissions/accepted/solution.py", "def add(a, b): return a + b\n"},
            {"submissions/wrong_answer/solution.cpp", "int add(int a, int b) { return a - b; }\n"}};
}

/// A grader that gives 7 for each accepted test.
Files customGrader()
{
    return {{"problem.yaml", "name: P\ntype: scoring\nlimits: {memory: 256}\n"},
            {".timelimit", "1\n"},
            {"data/testdata.yaml", "on_reject: continue\ngrading: custom\nrange: 0 14\n"},
            {"data/secret/testdata.yaml", "on_reject: continue\n"},
            {"data/secret/1.in", "1\n"},
            {"data/secret/1.ans", "1\n"},
            {"data/secret/2.in", "2\n"},
            {"data/secret/2.ans", "2\n"},
            {"graders/sevens.py",
             "import sys\nrows = [line.split() for line in sys.stdin]\n"
             "if len(rows) == 1 and rows[0][0] == 'AC' and float(rows[0][1]) > 2: print('AC', rows[0][1])\n"
             "else: print('AC', 7 * sum(row[0] == 'AC' for row in rows))\n"},
            {"submissions/accepted/echo.py", "print(input())\n"},
            {"submissions/partially_accepted/one.py", "print(1)\n"}};
}

struct Row
{
    const char* name;
    Files files;
    Expectations expectations;
};

QList<Row> rows()
{
    return {
        {"named files", namedFiles(), {{"right.cpp", "AC", "1"}, {"wrong.cpp", "WA", "0"}}},
        {"generated tests", generatedTests(), {{"right.cpp", "AC", "1"}, {"wrong.cpp", "WA", "0"}}},
        {"interactor and checker",
         interactorAndChecker(),
         {{"right.cpp", "AC", "1"}, {"wrong.cpp", "WA", "0"}}},
        {"multi-pass",
         multiPass(),
         {{"accepted/right.py", "AC", "1"},
          {"wrong_answer/second_pass.py", "WA", "0"},
          {"run_time_error/second_pass.py", "RTE", "0"}}},
        {"interactive multi-pass",
         interactiveMultiPass(),
         {{"accepted/right.py", "AC", "1"}, {"wrong_answer/second_pass.py", "WA", "0"}}},
        {"interactive, wrong too late",
         interactiveTooLate(),
         {{"accepted/right.py", "AC", "1"}, {"time_limit_exceeded/late.py", "TLE", "0"}}},
        {"submit-answer",
         submitAnswer(),
         {{"accepted/both", "AC", "1"}, {"wrong_answer/one", "WA", "0"}, {"wrong_answer/wrong", "WA", "0"}}},
        {"static validator",
         staticValidator(),
         {{"accepted/solution.py", "AC", "100"}, {"partially_accepted/solution.py", "PA", "70"}}},
        {"function grading",
         functionGrading(),
         {{"accepted/solution.cpp", "AC", "1"},
          {"accepted/solution.py", "AC", "1"},
          {"wrong_answer/solution.cpp", "WA", "0"}}},
        {"custom grader",
         customGrader(),
         {{"accepted/echo.py", "AC", "14"}, {"partially_accepted/one.py", "PA", "7"}}}};
}

} // namespace

class TestVerifyTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judged_data()
    {
        QTest::addColumn<int>("index");
        const QList<Row> all = rows();
        for (int i = 0; i < static_cast<int>(all.size()); ++i)
            QTest::newRow(all[i].name) << i;
    }
    void judged()
    {
        QFETCH(int, index);
        const Row row = rows()[index];
        const QTemporaryDir home;
        if (!e2e::canIsolate(home.path()))
            QSKIP("programs cannot be isolated on this machine (see above)");
        const QString package = home.filePath(QStringLiteral("package"));
        for (const File& file : row.files)
            QVERIFY(e2e::write(package + QLatin1Char('/') + QString::fromUtf8(file.name), file.content));
        const e2e::Outcome outcome = e2e::run(
            {QStringLiteral("verify"), package, QStringLiteral("--json"), QStringLiteral("-")}, home.path());
        const nlohmann::json results = outcome.json();
        QVERIFY2(results.is_object(), outcome.errors.constData());
        QCOMPARE(results.at("submissions").size(), static_cast<std::size_t>(row.expectations.size()));
        for (const Expected& expected : row.expectations) {
            const auto submission =
                std::find_if(results.at("submissions").begin(), results.at("submissions").end(),
                             [&](const nlohmann::json& one) {
                                 return one.at("file").get<std::string>().ends_with(expected.file);
                             });
            QVERIFY2(submission != results.at("submissions").end(), expected.file);
            QVERIFY2(submission->at("verdict") == expected.verdict, outcome.errors.constData());
            QVERIFY2(submission->at("score") == nlohmann::json::parse(expected.score),
                     outcome.errors.constData());
            QVERIFY2(submission->at("as_expected") == true, outcome.errors.constData());
        }
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestVerifyTasks)
#include "test_verify_tasks.moc"
