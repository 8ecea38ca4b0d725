// SPDX-License-Identifier: GPL-3.0-or-later
// Problems that may only be solved in some languages.
#include "intake/intake.h"
#include "intake/permitted_languages.h"
#include "support/tree_builder.h"

#include <QStringList>
#include <QTest>

using namespace assize;

namespace {

model::Language language(const char* id, std::vector<std::string> extensions, int priority)
{
    model::Language result;
    result.id = result.name = id;
    result.extensions = std::move(extensions);
    result.priority = priority;
    return result;
}

std::vector<model::Language> languages()
{
    return {language("c", {"c"}, 10),       language("cpp", {"cpp", "C"}, 20),
            language("java", {"java"}, 10), language("oldpython", {"py"}, 1),
            language("pypy3", {"py"}, 5),   language("python3", {"py"}, 10)};
}

std::vector<std::string> split(const QString& words)
{
    std::vector<std::string> result;
    for (const QString& word : words.split(' ', Qt::SkipEmptyParts))
        result.push_back(word.toStdString());
    return result;
}

} // namespace

class TestPermittedLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void table_data()
    {
        QTest::addColumn<QString>("permitted");
        QTest::addColumn<QString>("guessed");
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("result"); // the language, or the reason
        const QString refused = "the problem does not permit ";
        QTest::newRow("all are") << ""
                                 << "java"
                                 << "A.java"
                                 << "java";
        QTest::newRow("it is") << "c java"
                               << "java"
                               << "A.java"
                               << "java";
        QTest::newRow("it is not") << "c cpp"
                                   << "java"
                                   << "A.java" << refused + "java (problem.yaml, languages: c, cpp)";
        QTest::newRow("another with the same extension") << "pypy3"
                                                         << "python3"
                                                         << "a.py"
                                                         << "pypy3";
        QTest::newRow("the usual one of them") << "oldpython pypy3"
                                               << "python3"
                                               << "a.py"
                                               << "pypy3";
        QTest::newRow("one that is not known here")
            << "klingon"
            << "python3"
            << "a.py" << refused + "python3 (problem.yaml, languages: klingon)";
        QTest::newRow("what the most files are in counts")
            << "python3"
            << "java"
            << "A.java B.java gen.py" << refused + "java (problem.yaml, languages: python3)";
        QTest::newRow("capitals matter") << "c"
                                         << "cpp"
                                         << "a.C" << refused + "cpp (problem.yaml, languages: c)";
        QTest::newRow("answers are in none") << "c"
                                             << "answer"
                                             << "1.out"
                                             << "answer";
    }
    void table()
    {
        QFETCH(QString, permitted);
        QFETCH(QString, guessed);
        QFETCH(QString, files);
        QFETCH(QString, result);
        model::Problem problem;
        problem.languages = split(permitted);
        model::Submission submission;
        submission.language = guessed.toStdString();
        for (const std::string& file : split(files))
            submission.files.push_back({file, "/nowhere/" + file, 1});
        const std::optional<std::string> reason = intake::permitLanguage(problem, languages(), submission);
        QCOMPARE(QString::fromStdString(reason.value_or(submission.language)), result);
        QCOMPARE(submission.language.empty(), reason.has_value());
    }

    void contestantsFiles()
    {
        test::TreeBuilder tree;
        for (const char* file : {"alice/hello.cpp", "bob/hello.py", "carol/hello/A.java",
                                 "carol/hello/B.java", "carol/hello/gen.py"})
            tree.file(file, "x");
        std::vector<model::Problem> problems(1);
        problems[0].id = "hello";
        problems[0].languages = {"pypy3"};
        const Result<intake::Found> found = intake::findSubmissions(tree.root(), problems, languages(), {});
        QVERIFY(found);
        QCOMPARE(found->submissions.size(), std::size_t{1});
        QCOMPARE(found->submissions[0].language, std::string("pypy3"));
        QCOMPARE(found->unmatched.size(), std::size_t{4});
        QCOMPARE(found->unmatched[0].file, std::string("alice/hello.cpp"));
        // That is no fault of the judge.
        QVERIFY(found->diagnostics.empty());
    }
};

QTEST_GUILESS_MAIN(TestPermittedLanguages)
#include "test_permitted_languages.moc"
