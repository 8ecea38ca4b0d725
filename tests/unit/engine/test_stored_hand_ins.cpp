// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stored_hand_ins.h"

#include <QtTest>

using namespace assize;
using namespace assize::engine;

namespace {

model::Submission submissionOf(int id, const std::string& contestant, const std::string& problem,
                               const std::string& file)
{
    model::Submission submission;
    submission.id = id;
    submission.contestant = contestant;
    submission.problem = problem;
    submission.file = file;
    return submission;
}

/// What is stored: alice's archive of two problems, bob's of one, files of others.
std::vector<model::Submission> stored()
{
    return {submissionOf(11, "zoe", "a", "zoe/a.cpp"),
            submissionOf(12, "alice", "a", "alice.tar.gz/a.cpp"),
            submissionOf(13, "alice", "b", "alice.tar.gz/b.cpp"),
            submissionOf(14, "alice", "gone", "alice.tar.gz/gone.cpp"),
            submissionOf(15, "bob", "a", "bob/a.zip"),
            submissionOf(16, "eve", "a", "alice.tar.gz2/a.cpp")};
}

std::vector<model::Problem> problems()
{
    std::vector<model::Problem> all(2);
    all[0].id = "a";
    all[1].id = "b";
    return all;
}

/// What intake finds where nothing can be unpacked: carl's hand-in, and that the archives are none.
intake::Found found()
{
    intake::Found found;
    found.submissions = {submissionOf(1, "carl", "a", "carl/a.cpp")};
    found.submissions[0].files = {{"a.cpp", "/contest/submissions/carl/a.cpp", 1}};
    found.contestants = {{"bob", "bob"}, {"carl", "carl"}};
    for (const char* archive : {"alice.tar.gz", "bob/a.zip", "dora/a.zip"}) {
        found.unmatched.push_back({archive, "not unpacked"});
        found.diagnostics.push_back({Diagnostic::Level::Error, archive, "not unpacked; it is not judged"});
    }
    return found;
}

QStringList filesOf(const std::vector<model::Submission>& submissions)
{
    QStringList files;
    for (const model::Submission& submission : submissions)
        files << QString::number(submission.id) + QLatin1Char(' ') + QString::fromStdString(submission.file);
    return files;
}

} // namespace

class TestStoredHandIns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void archivesInHandInsPlaces()
    {
        intake::Found all = found();
        const std::filesystem::path folder = "/contest/submissions";
        const std::size_t added =
            addStoredHandIns({folder, {folder / "alice.tar.gz", folder / "bob/a.zip", folder / "dora/a.zip"}},
                             stored(), problems(), all);
        QCOMPARE(added, std::size_t(3));
        QCOMPARE(filesOf(all.submissions),
                 QStringList({QStringLiteral("1 alice.tar.gz/a.cpp"), QStringLiteral("2 alice.tar.gz/b.cpp"),
                              QStringLiteral("3 bob/a.zip"), QStringLiteral("4 carl/a.cpp")}));
        for (const model::Submission& submission : all.submissions) {
            const bool isCarls = submission.contestant == "carl";
            QCOMPARE(submission.files.empty(), !isCarls);
            QCOMPARE(submission.notes.size(), std::size_t(isCarls ? 0 : 1));
        }
        std::vector<std::string> contestants;
        for (const model::Contestant& contestant : all.contestants)
            contestants.push_back(contestant.id);
        QCOMPARE(contestants, std::vector<std::string>({"alice", "bob", "carl"}));
        // Of dora nothing is stored.
        QCOMPARE(all.unmatched.size(), std::size_t(1));
        QCOMPARE(all.unmatched[0].file, std::string("dora/a.zip"));
        QCOMPARE(all.diagnostics.size(), std::size_t(3));
        for (const Diagnostic& diagnostic : all.diagnostics) {
            QVERIFY(diagnostic.level == Diagnostic::Level::Error);
            const bool isDoras = diagnostic.where == "dora/a.zip";
            QVERIFY((diagnostic.message.find("nobody compared") == std::string::npos) == isDoras);
        }
    }

    void anArchiveOfAllHandIns()
    {
        intake::Found all;
        QCOMPARE(addStoredHandIns({{}, {"/contest/submissions.zip"}}, stored(), problems(), all),
                 std::size_t(5));
        QCOMPARE(all.submissions.size(), std::size_t(5));
        QCOMPARE(all.diagnostics.size(), std::size_t(1));
        QCOMPARE(all.diagnostics[0].where, std::string("submissions.zip"));
    }

    void nothingStayedPacked()
    {
        intake::Found all = found();
        QCOMPARE(addStoredHandIns({"/contest/submissions", {}}, stored(), problems(), all), std::size_t(0));
        QCOMPARE(all.submissions.size(), std::size_t(1));
        QCOMPARE(all.unmatched.size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestStoredHandIns)
#include "test_stored_hand_ins.moc"
