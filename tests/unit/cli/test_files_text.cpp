// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of the files that were handed in.
#include "../../../app/cli/files_text.h"

#include <QtTest>

using namespace assize;

class TestFilesText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileHasItsFate()
    {
        model::Submission one;
        one.file = "bob/task.c";
        one.contestant = "bob";
        one.problem = "task";
        one.language = "c";
        one.files = {{"task.c", {}, 1}};
        model::Submission several = one;
        several.file = "ann\n/task";
        several.contestant = "ann\n";
        several.files = {{"main.c", {}, 1}, {"x.h", {}, 1}};
        several.choice = "main.c is started, because it is called main; not t.py";
        several.leftOut = {{"ann\n/task/t.py", "it is in Python 3"}};
        several.notes = {"main.c was in UTF-16."};
        QCOMPARE(
            cli::dryRunText({several, one}, {{"notes.txt", "no language has the extension .txt"}}),
            std::string("submission: ann\\n/task: of ann\\n for task in c; main.c is started, because it "
                        "is called main; not t.py\n"
                        "  part of it: main.c\n"
                        "  part of it: x.h\n"
                        "  left out: ann\\n/task/t.py: it is in Python 3\n"
                        "  note: main.c was in UTF-16.\n"
                        "submission: bob/task.c: of bob for task in c\n"
                        "not a submission: notes.txt: no language has the extension .txt\n"));
    }

    void remarksAreOnlyOnWhatPeopleDidNotAskFor()
    {
        model::Submission submission;
        submission.file = "ann/task";
        QVERIFY(cli::remarksOn(submission).empty());
        submission.choice = "main.c is started";
        submission.leftOut = {{"ann/task/t.py", "it is in Python 3"}};
        submission.notes = {"main.c was in UTF-16."};
        QCOMPARE(cli::remarksOn(submission),
                 (std::vector<std::string>{"ann/task: main.c is started",
                                           "left out of ann/task: ann/task/t.py: it is in Python 3",
                                           "note: ann/task: main.c was in UTF-16."}));
    }

    /// A name cannot make a line of its own, hide letters or turn them round.
    void namesStayOnTheirLine()
    {
        const std::string name = "ann\nAC \u202ecod\u200b\x1b[2J";
        const std::string shown = "ann\\nAC \\u202ecod\\u200b\\x1b[2J";
        model::Submission submission;
        submission.file = name;
        submission.choice = name;
        submission.leftOut = {{name, name}};
        submission.notes = {name};
        QCOMPARE(cli::remarksOn(submission),
                 (std::vector<std::string>{shown + ": " + shown,
                                           "left out of " + shown + ": " + shown + ": " + shown,
                                           "note: " + shown + ": " + shown}));
        QCOMPARE(cli::remarkOn({name, name}), "not a submission: " + shown + ": " + shown);
    }
};

QTEST_GUILESS_MAIN(TestFilesText)
#include "test_files_text.moc"
