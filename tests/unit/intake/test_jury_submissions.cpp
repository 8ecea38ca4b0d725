// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"
#include "support/tree_builder.h"

#include <QTest>

using namespace assize;

class TestJurySubmissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesFilesFromTheParentFolder()
    {
        test::TreeBuilder tree;
        tree.file("p/hello/submissions/accepted/a.cpp", "x")
            .file("p/hello/submissions/accepted/many/m.cpp", "yy");
        tree.file("p/hello/submissions/accepted/many/sub/h.h")
            .file("p/shared.cpp", "zzz")
            .file("outside.cpp");
        tree.link("p/hello/submissions/wrong_answer/linked.cpp", "../../../shared.cpp");
        tree.link("p/hello/submissions/wrong_answer/away.cpp", "../../../../outside.cpp");
        tree.file("p/hello/submissions/wrong_answer/notes.txt");

        model::Problem problem;
        problem.id = "hello";
        problem.folder = tree.path("p/hello");
        const auto add = [&](const std::string& folder, const std::string& name,
                             const std::vector<std::string>& files) {
            model::JurySubmission& submission = problem.jurySubmissions.emplace_back();
            submission.file = "submissions/" + folder + "/" + name;
            submission.folder = folder;
            for (const std::string& file : files)
                submission.files.push_back(problem.folder / submission.file / file);
            if (files.empty())
                submission.files.push_back(problem.folder / submission.file);
        };
        add("accepted", "a.cpp", {});
        add("accepted", "many", {"sub/h.h", "m.cpp"});
        add("wrong_answer", "linked.cpp", {});
        add("wrong_answer", "away.cpp", {});
        add("wrong_answer", "gone.cpp", {});
        add("wrong_answer", "notes.txt", {});

        model::Language cpp;
        cpp.id = "cpp";
        cpp.extensions = {"cpp"};
        std::vector<model::UnmatchedFile> unmatched;
        const std::vector<model::Submission> found = intake::jurySubmissions(problem, {cpp}, unmatched);

        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0].file, std::string("hello/submissions/accepted/a.cpp"));
        QCOMPARE(found[0].contestant, std::string("accepted"));
        QCOMPARE(found[0].problem, std::string("hello"));
        QCOMPARE(found[0].language, std::string("cpp"));
        QCOMPARE(found[0].files[0].name, std::string("a.cpp"));
        QCOMPARE(found[0].id, -1);
        QCOMPARE(found[1].file, std::string("hello/submissions/accepted/many"));
        QCOMPARE(found[1].files.size(), std::size_t(2));
        QCOMPARE(found[1].files[0].name, std::string("m.cpp"));
        QCOMPARE(found[1].files[0].size, std::uint64_t(2));
        QCOMPARE(found[1].files[1].name, std::string("sub/h.h"));
        QCOMPARE(found[1].id, -2);
        // A link keeps its name and is read where it leads.
        QCOMPARE(found[2].files[0].name, std::string("linked.cpp"));
        QCOMPARE(found[2].files[0].path, tree.path("p/shared.cpp"));

        QCOMPARE(unmatched.size(), std::size_t(3));
        QCOMPARE(unmatched[0].file, std::string("hello/submissions/wrong_answer/away.cpp"));
        QVERIFY(unmatched[0].reason.find("outside of") != std::string::npos);
        QVERIFY(unmatched[1].reason.find("ENOENT") != std::string::npos);
        QCOMPARE(unmatched[2].reason, std::string("no language has the extension .txt"));

        // What contestants may not use the jury may.
        problem.languages = {"java"};
        QCOMPARE(intake::jurySubmissions(problem, {cpp}, unmatched).size(), std::size_t(3));

        // The same files started elsewhere are another program: what is stored of the one says nothing of the
        // other.
        problem.jurySubmissions[1].entryPoint = "m.cpp";
        const std::vector<model::Submission> again = intake::jurySubmissions(problem, {cpp}, unmatched);
        QCOMPARE(again[1].entryPoint, std::string("m.cpp"));
        QVERIFY(again[1].contentHash != found[1].contentHash);
        QCOMPARE(again[0].contentHash, found[0].contentHash);
    }
};

QTEST_GUILESS_MAIN(TestJurySubmissions)
#include "test_jury_submissions.moc"
