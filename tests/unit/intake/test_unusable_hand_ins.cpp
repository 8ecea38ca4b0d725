// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"
#include "support/tree_builder.h"

#include <QTest>
#include <filesystem>
#include <set>

using namespace assize;

namespace {

/// Nothing can be unpacked but what is called good.zip, which holds a report.
class Broken final : public intake::Archives
{
public:
    explicit Broken(std::filesystem::path good) : m_good(std::move(good)) {}
    Result<intake::OpenedArchive> open(const std::filesystem::path& archive) override
    {
        if (archive.filename() == "good.zip")
            return intake::OpenedArchive{m_good, {}, {}};
        return Error{ErrorKind::InvalidInput, "it is damaged"};
    }

private:
    std::filesystem::path m_good;
};

} // namespace

/// Hand-ins that are there and of which nothing can be judged: whose they are, and why.
class TestUnusableHandIns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoseTheyAre_data()
    {
        QTest::addColumn<int>("problems");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("expected"); // "id contestant/problem file: reason"
        const QString damaged = QStringLiteral("the archive cannot be unpacked: it is damaged");
        const QString pdf = QStringLiteral("no language has the extension .pdf");

        QTest::newRow("an archive") << 2 << QString() << QStringList{"ann/sum.tar.gz", "bob/sum.py"}
                                    << "1 ann/sum ann/sum.tar.gz: " + damaged;
        QTest::newRow("an archive beside another hand-in")
            << 2 << QString() << QStringList{"ann/sum.py", "ann/sum.zip"}
            << "2 ann/sum ann/sum.zip: " + damaged;
        QTest::newRow("an archive in a problem's folder")
            << 2 << QString() << QStringList{"sum/ann.zip", "sum/bob.py"}
            << "1 ann/sum sum/ann.zip: " + damaged;
        QTest::newRow("an archive of all") << 2 << QString() << QStringList{"ann/all.zip"} << QString();
        QTest::newRow("a contestant's archive, one problem")
            << 1 << QString() << QStringList{"ann.zip", "bob.py"} << "1 ann/sum ann.zip: " + damaged;
        QTest::newRow("a platform's folder, one problem")
            << 1 << QString() << QStringList{"Ann Lee_12_assignsubmission_file_/work.zip"}
            << "1 Ann Lee/sum Ann Lee_12_assignsubmission_file_/work.zip: " + damaged;
        QTest::newRow("an archive by a pattern")
            << 2 << "{problem}/{contestant}.{extension}" << QStringList{"sum/ann.tar.gz"}
            << "1 ann/sum sum/ann.tar.gz: " + damaged;
        QTest::newRow("an archive by a pattern of folders")
            << 2 << "{contestant}/{problem}/{files}" << QStringList{"ann/sum.zip"}
            << "1 ann/sum ann/sum.zip: " + damaged;
        QTest::newRow("an archive of a report")
            << 1 << QString() << QStringList{"ann/good.zip"} << "1 ann/sum ann/good.zip/report.pdf: " + pdf;
        QTest::newRow("a document") << 2 << QString() << QStringList{"ann/sum.pdf", "bob/sum.py"}
                                    << "1 ann/sum ann/sum.pdf: " + pdf;
        QTest::newRow("a document beside another hand-in")
            << 2 << QString() << QStringList{"ann/sum.pdf", "ann/sum.py"} << QString();
        QTest::newRow("a document beside a hand-in for another problem")
            << 2 << QString() << QStringList{"ann/sum.pdf", "ann/other.py"}
            << "2 ann/sum ann/sum.pdf: " + pdf;
        QTest::newRow("a second ending")
            << 2 << QString() << QStringList{"ann/sum.py.txt"}
            << "1 ann/sum ann/sum.py.txt: no language has the extension .txt; if it is meant as sum.py, give "
               "it that name";
        QTest::newRow("a document of nobody in a problem's folder")
            << 2 << QString() << QStringList{"sum/readme.pdf", "sum/bob.py"} << QString();
        QTest::newRow("a document of somebody in a problem's folder")
            << 2 << QString() << QStringList{"sum/bob.pdf", "other/bob.py"}
            << "2 bob/sum sum/bob.pdf: " + pdf;
        QTest::newRow("a loose document, one problem")
            << 1 << QString() << QStringList{"marks.pdf"} << QString();
        QTest::newRow("documents, one problem")
            << 1 << QString() << QStringList{"ann/a.pdf", "ann/b.pdf", "bob/x.py"}
            << "1 ann/sum ann: ann/a.pdf: " + pdf + "; and 1 more of its files";
        QTest::newRow("a folder without a source")
            << 2 << QString() << QStringList{"ann/sum/a.pdf"} << "1 ann/sum ann/sum/a.pdf: " + pdf;
        QTest::newRow("hidden") << 1 << QString() << QStringList{"ann/.DS_Store"} << QString();
        QTest::newRow("for no problem") << 2 << QString() << QStringList{"ann/unknown.pdf"} << QString();
        QTest::newRow("by a pattern")
            << 2 << "{contestant}-{problem}.{extension}"
            << QStringList{"ann-sum.pdf", "ann-other.py", "bob-sum.pdf"} << "2 ann/sum ann-sum.pdf: " + pdf;
    }
    void whoseTheyAre()
    {
        QFETCH(int, problems);
        QFETCH(QString, pattern);
        QFETCH(QStringList, files);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        tree.folder("in").file("out/report.pdf", "%PDF");
        for (const QString& file : files)
            tree.file("in/" + file.toStdString(), "print(1)\n");
        std::vector<model::Problem> all(1);
        all[0].id = "sum";
        if (problems == 2)
            all.emplace_back().id = "other";
        model::Language python;
        python.id = "python3";
        python.extensions = {"py"};
        Broken archives(tree.path("out"));
        intake::Options options;
        options.pattern = pattern.toStdString();
        options.archives = &archives;
        const Result<intake::Found> found = intake::findSubmissions(tree.path("in"), all, {python}, options);
        QVERIFY2(bool(found), found ? "" : found.error().message.c_str());
        QStringList lines;
        std::set<std::string> contestants;
        for (const model::Contestant& contestant : found->contestants)
            contestants.insert(contestant.id);
        for (const model::Submission& one : found->unusable) {
            lines << QString::fromStdString(std::to_string(one.id) + " " + one.contestant + "/" +
                                            one.problem + " " + one.file + ": " + one.unusableBecause);
            QVERIFY(one.files.empty());
            QVERIFY(contestants.contains(one.contestant));
        }
        QCOMPARE(lines.join(QLatin1Char('\n')), expected);
    }

    /// One number for each, in the order of the files.
    void numbersAreShared()
    {
        test::TreeBuilder tree;
        for (const char* file : {"ann/sum.pdf", "bob/sum.py", "cid/sum.pdf", "dan/sum.py"})
            tree.file(file, "print(1)\n");
        std::vector<model::Problem> problems(1);
        problems[0].id = "sum";
        model::Language python;
        python.id = "python3";
        python.extensions = {"py"};
        const Result<intake::Found> found = intake::findSubmissions(tree.root(), problems, {python}, {});
        QVERIFY(bool(found));
        QCOMPARE(found->submissions.size(), 2U);
        QCOMPARE(found->submissions[0].id, 2);
        QCOMPARE(found->submissions[1].id, 4);
        QCOMPARE(found->unusable.size(), 2U);
        QCOMPARE(found->unusable[0].id, 1);
        QCOMPARE(found->unusable[1].id, 3);
    }
};

QTEST_GUILESS_MAIN(TestUnusableHandIns)
#include "test_unusable_hand_ins.moc"
