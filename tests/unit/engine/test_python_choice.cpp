// SPDX-License-Identifier: GPL-3.0-or-later
// Which interpreter runs .py: what decides, and which submissions it concerns.
#include "engine/python_choice.h"
#include "engine_desk.h"

#include <QtTest>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;
using model::PythonInterpreter;

namespace {

constexpr auto kCPython = PythonInterpreter::CPython;
constexpr auto kPyPy = PythonInterpreter::PyPy;
using Setting = std::optional<PythonInterpreter>;

model::Language language(const char* id, std::vector<std::string> extensions)
{
    model::Language made;
    made.id = id;
    made.extensions = std::move(extensions);
    return made;
}

const std::vector<model::Language>& languages()
{
    static const std::vector<model::Language> all = {language("cpp", {"cpp"}),
                                                     language("pypy3", {"pypy", "py", "py3"}),
                                                     language("python3", {"py", "py3", "cpy"})};
    return all;
}

model::Problem problem(const char* id, const char* format)
{
    model::Problem made;
    made.id = id;
    made.format = format;
    return made;
}

const std::vector<model::Problem>& problems()
{
    static const std::vector<model::Problem> all = {
        problem("legacy", "icpc-legacy"), problem("new", "icpc-2025-09"), problem("polygon", "polygon"),
        problem("folder", "test-folder")};
    return all;
}

model::Submission submission(const std::string& problem, const std::string& language, const std::string& file)
{
    model::Submission made;
    made.problem = problem;
    made.language = language;
    made.files = {{file, "/nowhere/" + file, 1}};
    return made;
}

/// Languages of python3 submissions to each of problems(), one after the other, after the choice.
QString applied(const PythonChoice& choice, bool ofJury)
{
    QStringList shown;
    for (const model::Problem& one : problems()) {
        std::vector<model::Submission> submissions = {submission(one.id, "python3", "a.py")};
        applyPython(choice, problems(), languages(), ofJury, submissions);
        shown << QString::fromStdString(submissions.front().language);
    }
    return shown.join(QLatin1Char(' '));
}

/// A contest of an ICPC package and a hand-in in Python, on a machine with CPython and, if so, PyPy.
void addPython(ContestFolder& folder, bool pypy)
{
    const std::string run = "run: [run, \"{main}\"]\nversion: [";
    folder.tree.file("resources/languages/python3.yaml",
                     "name: Python 3\nextensions: [py]\npriority: 10\n" + run + "version]\n");
    folder.tree.file("resources/languages/pypy3.yaml",
                     "name: PyPy 3\nextensions: [py]\n" + run + (pypy ? "version]\n" : "missing-version]\n"));
    folder.submit("ann", "a", "* ok\n", "py");
}

/// The interpreter of the one submission, as the JSON says it, and how often people are warned.
QString judged(ContestFolder& folder, Setting python = {}, bool readOnly = false)
{
    Desk desk(folder);
    ContestPlace options = folder.options();
    options.python = python;
    options.readOnly = readOnly;
    if (readOnly) {
        desk.engine().open(options);
        desk.engine().waitForIdle();
        desk.take();
    } else if (const JudgingEnded& ended = desk.judge(options); ended.error) {
        return QString::fromStdString(ended.error->message);
    }
    const nlohmann::json json =
        nlohmann::json::parse(report::resultsJson(makeSnapshot(desk.state, noRemedyWords)));
    const auto warnings = std::count_if(json["diagnostics"].begin(), json["diagnostics"].end(),
                                        [](const nlohmann::json& one) { return one["where"] == "Python"; });
    return QStringLiteral("%1 %2 %3")
        .arg(QString::fromStdString(json["submissions"][0]["interpreter"].get<std::string>()),
             QString::fromStdString(json["submissions"][0]["state"].get<std::string>()))
        .arg(warnings);
}

} // namespace

Q_DECLARE_METATYPE(std::optional<model::PythonInterpreter>)

class TestPythonChoice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatDecides_data()
    {
        QTest::addColumn<Setting>("given");
        QTest::addColumn<Setting>("ofContest");
        QTest::addColumn<Setting>("stored");
        QTest::addColumn<bool>("storedWasAskedFor");
        QTest::addColumn<bool>("installed");
        QTest::addColumn<QString>("ofContestants");
        QTest::addColumn<bool>("warned");
        const QString all = QStringLiteral("pypy3 pypy3 pypy3 pypy3");
        const QString icpc = QStringLiteral("pypy3 pypy3 python3 python3");
        const QString none = QStringLiteral("python3 python3 python3 python3");
        const Setting no;
        QTest::newRow("nothing said") << no << no << no << false << true << icpc << false;
        QTest::newRow("not installed") << no << no << no << false << false << none << true;
        QTest::newRow("stored PyPy") << no << no << Setting(kPyPy) << false << false << icpc << false;
        QTest::newRow("stored CPython") << no << no << Setting(kCPython) << false << true << none << true;
        QTest::newRow("stored, asked for") << no << no << Setting(kPyPy) << true << false << all << false;
        QTest::newRow("stored CPython, asked for")
            << no << no << Setting(kCPython) << true << true << none << false;
        QTest::newRow("contest.yaml before what is stored")
            << no << Setting(kCPython) << Setting(kPyPy) << true << true << none << false;
        QTest::newRow("contest.yaml, all formats")
            << no << Setting(kPyPy) << no << false << false << all << false;
        QTest::newRow("--python before all")
            << Setting(kPyPy) << Setting(kCPython) << Setting(kCPython) << true << false << all << false;
        QTest::newRow("--python cpython")
            << Setting(kCPython) << no << Setting(kPyPy) << false << true << none << false;
    }
    void whatDecides()
    {
        QFETCH(Setting, given);
        QFETCH(Setting, ofContest);
        QFETCH(Setting, stored);
        QFETCH(bool, storedWasAskedFor);
        QFETCH(bool, installed);
        QFETCH(QString, ofContestants);
        QFETCH(bool, warned);
        const PythonSettings settings{given, ofContest, stored, storedWasAskedFor, [=] { return installed; }};
        const PythonChoice choice = choosePython(
            settings, problems(),
            {submission("legacy", "python3", "a.py"), submission("polygon", "python3", "a.py")}, languages());
        QVERIFY(choice.matters);
        QCOMPARE(applied(choice, false), ofContestants);
        QCOMPARE(choice.isSlowerThanMeant, warned);
        // What a Polygon package calls Python 3 is CPython, whoever asks for what.
        QCOMPARE(applied(choice, true).section(QLatin1Char(' '), 2, 2), QStringLiteral("python3"));
    }

    void whatItConcerns_data()
    {
        QTest::addColumn<QByteArray>("problem");
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<bool>("matters");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char* name, const char* problem, const char* language, const char* file,
                            bool matters, const char* after) {
            QTest::newRow(name) << QByteArray(problem) << QByteArray(language) << QByteArray(file) << matters
                                << QByteArray(after);
        };
        row("legacy", "legacy", "python3", "a.py", true, "pypy3");
        row("2025-09", "new", "python3", "a.py3", true, "pypy3");
        row("what only CPython takes", "new", "python3", "a.cpy", false, "python3");
        row("PyPy by its first line", "new", "pypy3", "a.py", false, "pypy3");
        row("C++", "new", "cpp", "a.cpp", false, "cpp");
        row("a folder of tests", "folder", "python3", "a.py", false, "python3");
        row("an unknown problem", "other", "python3", "a.py", false, "python3");
    }
    void whatItConcerns()
    {
        QFETCH(QByteArray, problem);
        QFETCH(QByteArray, language);
        QFETCH(QByteArray, file);
        QFETCH(bool, matters);
        std::vector<model::Submission> submissions = {
            submission(problem.toStdString(), language.toStdString(), file.toStdString())};
        int asked = 0;
        const PythonChoice choice = choosePython({{},
                                                  {},
                                                  {},
                                                  false,
                                                  [&asked] {
                                                      ++asked;
                                                      return true;
                                                  }},
                                                 problems(), submissions, languages());
        QCOMPARE(choice.matters, matters);
        QCOMPARE(asked, matters ? 1 : 0);
        applyPython(choice, problems(), languages(), false, submissions);
        QTEST(QByteArray::fromStdString(submissions.front().language), "after");
    }

    void theFirstResultsFixIt()
    {
        ContestFolder folder;
        addPython(folder, false);
        QCOMPARE(judged(folder), QStringLiteral("cpython done 1"));
        addPython(folder, true);
        QCOMPARE(judged(folder), QStringLiteral("cpython done 1"));
        QCOMPARE(judged(folder, {}, true), QStringLiteral("cpython done 0"));
        QCOMPARE(judged(folder, kPyPy), QStringLiteral("pypy done 0"));
        QCOMPARE(judged(folder), QStringLiteral("pypy done 0"));
        // Results of PyPy are still those of PyPy where it is missing; they are not made anew with CPython.
        addPython(folder, false);
        QCOMPARE(judged(folder, {}, true), QStringLiteral("pypy done 0"));
        QCOMPARE(judged(folder), QStringLiteral("pypy no-toolchain 0"));
        QCOMPARE(judged(folder, kCPython), QStringLiteral("cpython done 0"));
    }

    void pypyIsTakenWhereItIsInstalled()
    {
        ContestFolder folder;
        addPython(folder, true);
        QCOMPARE(judged(folder), QStringLiteral("pypy done 0"));
        folder.tree.file("contest/contest.yaml", "assize: {python: cpython}\n");
        QCOMPARE(judged(folder), QStringLiteral("cpython done 0"));
    }
};

QTEST_GUILESS_MAIN(TestPythonChoice)
#include "test_python_choice.moc"
