// SPDX-License-Identifier: GPL-3.0-or-later
#include "package_fixture.h"

#include <QTest>

using namespace assize;

namespace {

/// "name(file,file+header)"
QString textOf(const model::JuryProgram& program)
{
    QStringList files;
    for (const std::filesystem::path& file : program.files)
        files << QString::fromStdString(file.lexically_relative(program.folder).native());
    QString text = QString::fromStdString(program.name) + "(" + files.join(",");
    for (const std::filesystem::path& library : program.libraries)
        text += "+" + QString::fromStdString(library.filename().native());
    return text + ")";
}

QString textOf(const std::vector<model::JuryProgram>& programs)
{
    QStringList list;
    for (const model::JuryProgram& program : programs)
        list << textOf(program);
    return list.join(" ");
}

} // namespace

class TestJuryPrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsPrograms_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<bool>("legacy");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("input");
        const auto add = [](const char* row, const QStringList& files, bool legacy, const char* output,
                            const char* input) { QTest::newRow(row) << files << legacy << output << input; };
        add("files and folders",
            {"output_validators/v.py", "output_validators/w/main.cpp", "output_validators/w/sub/x.h",
             "input_validators/i.py", "input_validators/j/k.c"},
            true, "output_validators/v.py(v.py) output_validators/w(main.cpp,sub/x.h)",
            "input_validators/i.py(i.py) input_validators/j(k.c)");
        add("old names",
            {"output_validators/v.py", "input_format_validators/a.ctd", "input_validator/b.viva"}, true,
            "output_validators/v.py(v.py)",
            "input_format_validators/a.ctd(a.ctd) input_validator/b.viva(b.viva)");
        add("what is no program",
            {"output_validators/v.py", "output_validators/README.md", "output_validators/notes/todo.txt",
             "output_validators/.gitkeep", "input_validators/data.txt", "input_validators/__pycache__/x.py"},
            true, "output_validators/v.py(v.py)", "");
        add("headers beside sources",
            {"output_validators/v.cc", "output_validators/validate.h", "output_validators/w.cc"}, true,
            "output_validators/v.cc(v.cc+validate.h) output_validators/w.cc(w.cc+validate.h)", "");
        add("scripts",
            {"output_validators/v/build", "output_validators/v/x.ml", "output_validators/w/run",
             "input_validators/build", "input_validators/a.cpp"},
            true, "output_validators/v(build,x.ml) output_validators/w(run)",
            "input_validators(a.cpp,build)");
        add("the newer folder is one program", {"output_validator/a.py", "output_validator/b.py"}, false,
            "output_validator(a.py,b.py)", "");
        add("the newer folder holds one program", {"output_validator/v/a.py", "output_validator/v/b.py"},
            false, "output_validator/v(a.py,b.py)", "");
        add("a draft's folder", {"output_validators/v.py"}, false, "output_validators/v.py(v.py)", "");
    }
    void findsPrograms()
    {
        QFETCH(QStringList, files);
        QFETCH(bool, legacy);
        QFETCH(QString, output);
        QFETCH(QString, input);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml",
                  legacy ? "validation: custom\n" : "problem_format_version: 2025-09\nname: x\n");
        for (const QString& file : files)
            tree.file("problems/hello/" + file.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QVERIFY(read.problem->validation.custom);
        QCOMPARE(textOf(read.problem->validation.validators), output);
        QCOMPARE(textOf(read.problem->inputValidators), input);
    }

    void findsGradersAndStaticValidators()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "problem_format_version: 2025-09\nname: x\n");
        tree.file("problems/hello/graders/g.py").file("problems/hello/graders/h.py");
        tree.file("problems/hello/static_validator/s.py");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(textOf(read.problem->graders), QString("graders/g.py(g.py) graders/h.py(h.py)"));
        QVERIFY(read.problem->staticValidator);
        QCOMPARE(textOf(*read.problem->staticValidator), QString("static_validator/s.py(s.py)"));
        QVERIFY(test::textOf(read.diagnostics).contains("there is more than one grader"));
    }

    void includesFilesByLanguage()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        const std::string include = "problems/hello/include/";
        tree.file(include + "default/data.txt", "1").file(include + "default/grader.h", "12");
        tree.file(include + "cpp/grader.cpp", "123").file(include + "cpp/grader.h", "1234");
        tree.file(include + "java/deep/Main.java").file(include + "Python/grader.py");
        tree.file(include + "empty/.gitkeep");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QStringList lines;
        for (const model::IncludedFiles& included : read.problem->includes) {
            QStringList files;
            for (const model::SourceFile& file : included.files)
                files << QString::fromStdString(file.name) + ":" + QString::number(file.size);
            lines << QString::fromStdString(included.language) + " " + files.join(" ");
        }
        QCOMPARE(lines,
                 QStringList({"cpp data.txt:1 grader.cpp:3 grader.h:4", "default data.txt:1 grader.h:2",
                              "java data.txt:1 deep/Main.java:0 grader.h:2",
                              "pypy3 data.txt:1 grader.h:2 grader.py:0",
                              "python3 data.txt:1 grader.h:2 grader.py:0"}));
    }

    void collectsPackageChecks()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        const std::string data = "problems/hello/data/";
        tree.file("problems/hello/problem.yaml", "problem_format_version: 2025-09\nname: x\n");
        tree.file("problems/hello/input_validators/i.py");
        tree.file(data + "invalid_input/b.in").file(data + "invalid_input/a/x.in");
        tree.file(data + "invalid_input/test_group.yaml", "input_validator_args: [n=1]\n");
        tree.file(data + "invalid_inputs/c.in")
            .file(data + "invalid_inputs/c.yaml", "input_validator_args: [n=2]\n");
        for (const char* name : {"invalid_output/o", "valid_output/v"})
            for (const char* ending : {".in", ".ans", ".out"})
                tree.file(data + name + ending);
        tree.file(data + "valid_output/test_group.yaml", "output_validator_args: case_sensitive\n");
        tree.file(data + "invalid_output/half.in").file(data + "invalid_output/half.ans");
        tree.file(data + "sample/1.in").file(data + "sample/1.ans").file(data + "sample/1.out");
        tree.file(data + "invalid_answers/a.in").file(data + "invalid_answers/a.ans");
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QStringList lines;
        for (const model::PackageCheck& check : read.problem->packageChecks)
            lines << QString::number(static_cast<int>(check.kind)) + " " + QString::fromStdString(check.id) +
                         " " + QString::fromStdString(check.output.filename().native()) + "|" +
                         test::joined(check.inputValidatorFlags) + "|" +
                         test::joined(check.outputValidatorFlags);
        QCOMPARE(lines,
                 QStringList({"2 sample/1 1.out||", "0 invalid_input/a/x |n=1|", "0 invalid_input/b |n=1|",
                              "0 invalid_inputs/c |n=2|", "1 invalid_output/o o.out||",
                              "2 valid_output/v v.out||case_sensitive"}));
        QCOMPARE(test::idsOf(*read.problem), QStringList({"sample/1", "secret/1"}));
        QVERIFY(text.contains("warning problems/hello/data/invalid_output/half.in: not used"));
        QVERIFY(text.contains("info problems/hello/data/invalid_answers: not used"));
    }

    void flagsOfOneOfSeveralValidators_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("validators");
        QTest::addColumn<QString>("flags");
        QTest::addColumn<bool>("refused");
        const QByteArray named("output_validator_flags: {name: v, flags: a b}\n");
        QTest::newRow("one") << named << 1 << "a b" << false;
        QTest::newRow("several") << named << 2 << "" << true;
        QTest::newRow("another's") << QByteArray("output_validator_flags: {name: w, flags: a b}\n") << 1 << ""
                                   << false;
        QTest::newRow("flags alone") << QByteArray("output_validator_flags: {flags: a b}\n") << 2 << "a b"
                                     << false;
    }
    void flagsOfOneOfSeveralValidators()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, validators);
        QFETCH(QString, flags);
        QFETCH(bool, refused);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "validation: custom\n");
        tree.file("problems/hello/output_validators/v.py");
        if (validators > 1)
            tree.file("problems/hello/output_validators/w.py");
        tree.file("problems/hello/data/testdata.yaml", yaml.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QCOMPARE(!read.problem.has_value(), refused);
        if (read.problem)
            QCOMPARE(test::joined(read.problem->validation.flags), flags);
    }
};

QTEST_GUILESS_MAIN(TestJuryPrograms)
#include "test_jury_programs.moc"
