// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"

#include "support/tree_builder.h"

#include <QtTest>

using namespace assize;

namespace {

/// An archive that was unpacked: for each file called X the folder X.unpacked beside the hand-ins.
class UnpackedBefore final : public intake::Archives
{
public:
    explicit UnpackedBefore(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    Result<intake::OpenedArchive> open(const std::filesystem::path& archive) override
    {
        const std::filesystem::path folder =
            m_folder / (archive.parent_path().filename().native() + "_" + archive.filename().native());
        if (!std::filesystem::exists(folder))
            return Error{ErrorKind::InvalidInput, "it is encrypted"};
        return intake::OpenedArchive{folder, leftOut, notes};
    }

    std::vector<model::UnmatchedFile> leftOut;
    std::vector<std::string> notes;

private:
    std::filesystem::path m_folder;
};

} // namespace

/// Archives in hand-ins' places: what is found, and what it is called.
class TestExpandArchives : public QObject
{
    Q_OBJECT

    static model::Problem problem(const std::string& id)
    {
        model::Problem p;
        p.id = id;
        return p;
    }
    static std::vector<model::Language> languages()
    {
        model::Language cpp;
        cpp.id = "cpp";
        cpp.extensions = {"cpp"};
        model::Language python;
        python.id = "python3";
        python.extensions = {"py"};
        return {cpp, python};
    }
    struct Desk
    {
        explicit Desk(std::vector<std::string> ids = {"sum", "other"})
        {
            for (const std::string& id : ids)
                problems.push_back(problem(id));
            tree.folder("in").folder("out");
        }
        intake::Found find(const std::string& pattern = {})
        {
            intake::Options options;
            options.pattern = pattern;
            options.archives = &archives;
            Result<intake::Found> found =
                intake::findSubmissions(tree.path("in"), problems, languages(), options);
            if (!found)
                qFatal("%s", found.error().message.c_str());
            return std::move(*found);
        }
        test::TreeBuilder tree;
        UnpackedBefore archives{tree.path("out")};
        std::vector<model::Problem> problems;
    };
    /// "id contestant/problem file: its files" of each submission, then "?file: reason".
    static QString textOf(const intake::Found& found)
    {
        QStringList lines;
        for (const model::Submission& s : found.submissions) {
            QStringList names;
            for (const model::SourceFile& file : s.files)
                names << QString::fromStdString(file.name);
            lines << QString::fromStdString(std::to_string(s.id) + " " + s.contestant + "/" + s.problem +
                                            " " + s.file + ": ") +
                         names.join(",");
            for (const model::UnmatchedFile& file : s.leftOut)
                lines << QString::fromStdString("-" + file.file);
        }
        for (const model::UnmatchedFile& file : found.unmatched)
            lines << QString::fromStdString("?" + file.file);
        return lines.join("\n");
    }

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<QStringList>("in");
        QTest::addColumn<QStringList>("out");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a problem's, of a contestant")
            << QStringList{"alice/sum.zip"} << QStringList{"alice_sum.zip/a.cpp", "alice_sum.zip/b.cpp"}
            << "1 alice/sum alice/sum.zip: a.cpp,b.cpp";
        QTest::newRow("in a folder of its name")
            << QStringList{"alice/sum.tar.gz"} << QStringList{"alice_sum.tar.gz/sum/a.cpp"}
            << "1 alice/sum alice/sum.tar.gz: a.cpp";
        QTest::newRow("in some folder")
            << QStringList{"alice/sum.7z"} << QStringList{"alice_sum.7z/x/y/a.cpp"}
            << "1 alice/sum alice/sum.7z: a.cpp";
        QTest::newRow("a contestant's, of a problem")
            << QStringList{"sum/alice.zip", "sum/bob.cpp"} << QStringList{"sum_alice.zip/a.cpp"}
            << "1 alice/sum sum/alice.zip: a.cpp\n2 bob/sum sum/bob.cpp: bob.cpp";
        QTest::newRow("all of a contestant")
            << QStringList{"alice.zip"} << QStringList{"in_alice.zip/sum.cpp", "in_alice.zip/other/o.cpp"}
            << "1 alice/other alice.zip/other: o.cpp\n2 alice/sum alice.zip/sum.cpp: sum.cpp";
        QTest::newRow("all of a contestant, one problem")
            << QStringList{"alice.zip"} << QStringList{"in_alice.zip/sum/a.cpp", "in_alice.zip/sum/b.cpp"}
            << "1 alice/sum alice.zip: a.cpp,b.cpp";
        QTest::newRow("all of a contestant, in the contestant's folder")
            << QStringList{"Ann Lee_14_assignsubmission_file_/homework.zip"}
            << QStringList{"Ann Lee_14_assignsubmission_file__homework.zip/hw/sum/a.cpp",
                           "Ann Lee_14_assignsubmission_file__homework.zip/hw/sum/b.cpp",
                           "Ann Lee_14_assignsubmission_file__homework.zip/hw/other.py",
                           "Ann Lee_14_assignsubmission_file__homework.zip/hw/notes/x.cpp"}
            << "1 Ann Lee/other Ann Lee_14_assignsubmission_file_/homework.zip/other.py: other.py\n"
               "2 Ann Lee/sum Ann Lee_14_assignsubmission_file_/homework.zip/sum: a.cpp,b.cpp\n"
               "?Ann Lee_14_assignsubmission_file_/homework.zip/notes/x.cpp";
        QTest::newRow("one problem's folder in an archive of another name")
            << QStringList{"alice/homework.zip"} << QStringList{"alice_homework.zip/sum/a.cpp"}
            << "1 alice/sum alice/homework.zip: a.cpp";
        QTest::newRow("a problem's archive is the problem's")
            << QStringList{"alice/sum.zip"} << QStringList{"alice_sum.zip/other/a.cpp", "alice_sum.zip/b.cpp"}
            << "1 alice/sum alice/sum.zip: b.cpp,other/a.cpp";
        QTest::newRow("no problem in it")
            << QStringList{"alice/homework.zip"} << QStringList{"alice_homework.zip/a.cpp"}
            << "?alice/homework.zip/a.cpp";
        QTest::newRow("a folder of another name is no archive")
            << QStringList{"alice/homework/sum/a.cpp"} << QStringList{} << "?alice/homework/sum/a.cpp";
        QTest::newRow("what is not used")
            << QStringList{"alice/sum.zip"} << QStringList{"alice_sum.zip/a.cpp", "alice_sum.zip/.git/x"}
            << "1 alice/sum alice/sum.zip: a.cpp\n-alice/sum.zip/.git";
        QTest::newRow("unpacked beside it")
            << QStringList{"alice/sum.zip", "alice/sum/a.cpp"} << QStringList{"alice_sum.zip/a.cpp"}
            << "1 alice/sum alice/sum: a.cpp\n?alice/sum.zip";
        QTest::newRow("cannot be had") << QStringList{"alice/sum.zip"} << QStringList{} << "?alice/sum.zip";
        QTest::newRow("nothing in it")
            << QStringList{"alice/sum.zip"} << QStringList{"alice_sum.zip/"} << "?alice/sum.zip";
    }
    void places()
    {
        QFETCH(QStringList, in);
        QFETCH(QStringList, out);
        QFETCH(QString, expected);
        Desk desk;
        for (const QString& file : in)
            desk.tree.file("in/" + file.toStdString(), "int main() {}");
        for (const QString& file : out) {
            if (file.endsWith('/'))
                desk.tree.folder("out/" + file.toStdString());
            else
                desk.tree.file("out/" + file.toStdString(), "int main() {}");
        }
        QCOMPARE(textOf(desk.find()), expected);
    }

    /// Somebody hands in a problem beside the archive that holds it, too.
    void saysWhatIsThereTwice()
    {
        Desk desk;
        desk.tree.file("in/alice/homework.zip").file("in/alice/sum/b.cpp", "int main() {}");
        desk.tree.file("out/alice_homework.zip/sum/a.cpp", "int main() {}")
            .file("out/alice_homework.zip/other/a.cpp", "int main() {}");
        const intake::Found found = desk.find();
        QCOMPARE(textOf(found), "1 alice/other alice/homework.zip/other: a.cpp\n"
                                "2 alice/sum alice/homework.zip/sum: a.cpp\n"
                                "3 alice/sum alice/sum: b.cpp");
        QCOMPARE(found.diagnostics.size(), 1U);
        QCOMPARE(found.diagnostics[0].where, std::string("alice/homework.zip/sum"));
        QVERIFY(found.diagnostics[0].level == Diagnostic::Level::Warning);
        QVERIFY(found.diagnostics[0].message.find("and \"alice/sum\" is another; both are judged") !=
                std::string::npos);
    }

    void saysWhyNoProblemIsInAnArchive()
    {
        Desk desk;
        desk.tree.file("in/alice/homework.zip").file("out/alice_homework.zip/a.cpp", "int main() {}");
        QCOMPARE(desk.find().unmatched.at(0).reason, std::string("no problem is called homework"));
    }

    void patternsTakeThem()
    {
        Desk desk;
        desk.tree.file("in/x/sum/alice.zip").file("out/sum_alice.zip/a.cpp", "int main() {}");
        QCOMPARE(textOf(desk.find("x/{problem}/{contestant}.{extension}")),
                 "1 alice/sum x/sum/alice.zip: a.cpp");
    }

    void platformsAndOneProblem()
    {
        Desk desk({"sum"});
        desk.tree.file("in/Ada Lovelace_123_assignsubmission_file_/project.zip")
            .file("out/Ada Lovelace_123_assignsubmission_file__project.zip/p/main.cpp", "int main() {}")
            .file("out/Ada Lovelace_123_assignsubmission_file__project.zip/p/x.cpp", "int x;");
        QCOMPARE(textOf(desk.find()),
                 "1 Ada Lovelace/sum Ada Lovelace_123_assignsubmission_file_/project.zip: "
                 "project/main.cpp,project/x.cpp");
    }

    void timeIsTheArchives()
    {
        Desk desk;
        desk.tree.file("in/alice/sum.zip").file("out/alice_sum.zip/a.cpp", "int main() {}");
        const auto time = std::chrono::system_clock::from_time_t(1'700'000'000);
        std::filesystem::last_write_time(desk.tree.path("in/alice/sum.zip"),
                                         std::chrono::file_clock::from_sys(time));
        const intake::Found found = desk.find();
        QCOMPARE(found.submissions.size(), 1U);
        QVERIFY(found.submissions[0].submittedAt == time);
    }

    void sameFilesSameHash()
    {
        Desk desk;
        desk.tree.file("in/alice/sum.zip", "one")
            .file("in/bob/sum.tar.gz", "another")
            .file("in/carol/sum/a.cpp", "int main() {}");
        desk.tree.file("out/alice_sum.zip/a.cpp", "int main() {}")
            .file("out/bob_sum.tar.gz/sum/a.cpp", "int main() {}");
        const intake::Found found = desk.find();
        QCOMPARE(found.submissions.size(), 3U);
        QCOMPARE(found.submissions[0].contentHash, found.submissions[1].contentHash);
        QCOMPARE(found.submissions[0].contentHash, found.submissions[2].contentHash);
    }

    void saysWhatWasLeftOutAndNoted()
    {
        Desk desk;
        desk.archives.leftOut = {{"link", "symbolic link"}};
        desk.archives.notes = {"A note."};
        desk.tree.file("in/alice/sum.zip").file("out/alice_sum.zip/a.cpp", "int main() {}");
        const intake::Found found = desk.find();
        QCOMPARE(textOf(found), "1 alice/sum alice/sum.zip: a.cpp\n-alice/sum.zip/link");
        QCOMPARE(found.submissions.at(0).notes, std::vector<std::string>({"A note."}));
        desk.tree.file("in/bob/sum.zip");
        const intake::Found other = desk.find();
        QVERIFY(std::any_of(other.diagnostics.begin(), other.diagnostics.end(), [](const Diagnostic& d) {
            return d.level == Diagnostic::Level::Error && d.where == "bob/sum.zip" &&
                   d.message.find("it is encrypted") != std::string::npos;
        }));
    }
};

QTEST_APPLESS_MAIN(TestExpandArchives)
#include "test_expand_archives.moc"
