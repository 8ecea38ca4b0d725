// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/temporary_folder.h"

#include "support/tree_builder.h"

#include <QtTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace assize;

/// Temporary folders go with who made them, and those of the killed at the next start; nothing else does.
class TestTemporaryFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_tree = std::make_unique<test::TreeBuilder>();
        qputenv("TMPDIR", m_tree->root().c_str());
    }
    void cleanup() { qunsetenv("TMPDIR"); }

    void goesWithItsObject()
    {
        std::filesystem::path path;
        {
            Result<TemporaryFolder> folder = TemporaryFolder::make("tests");
            QVERIFY2(folder, folder ? "" : folder.error().message.c_str());
            const TemporaryFolder moved = std::move(*folder);
            path = moved.path();
            QVERIFY(path.filename().native().starts_with("assize-tests-"));
            QVERIFY(std::filesystem::is_directory(path));
            // In use, also by this very process.
            removeLeftTemporaryFolders();
            QVERIFY(std::filesystem::is_directory(path));
        }
        QVERIFY(!std::filesystem::exists(path));
    }

    void thatOfAKilledProcessGoesAtTheNextStart()
    {
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            Result<TemporaryFolder> folder = TemporaryFolder::make("tests");
            std::filesystem::create_directories(folder->path() / "a/b");
            std::ofstream(folder->path() / "a/b/c") << "1";
            const std::string path = folder->path().native();
            (void)!::write(ready[1], path.data(), path.size());
            for (;;)
                ::pause();
        }
        char text[512] = {};
        QVERIFY(::read(ready[0], text, sizeof text - 1) > 0);
        QVERIFY(std::filesystem::exists(std::filesystem::path(text) / "a/b/c"));
        removeLeftTemporaryFolders();
        QVERIFY2(std::filesystem::exists(text), "its process lives");
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        removeLeftTemporaryFolders();
        QVERIFY(!std::filesystem::exists(text));
        ::close(ready[0]);
        ::close(ready[1]);
    }

    void leavesEverythingElse()
    {
        // Somebody's own, by name only; one with another file of that name; a link; a file; a new empty one.
        m_tree->file("assize-tests-backup/report.txt", "1")
            .file("assize-tests-abcdef/.assize-temporary", "something else")
            .file("assize-desktop-abcdef", "a file")
            .file("target/.assize-temporary", kTemporaryText)
            .file("my-assize-box-abcdef/.assize-temporary", kTemporaryText)
            .folder("assize-box-ghijkl");
        std::filesystem::create_directory_symlink(m_tree->path("target"), m_tree->path("assize-box-abcdef"));
        removeLeftTemporaryFolders();
        for (const char* name : {"assize-tests-backup/report.txt", "assize-tests-abcdef/.assize-temporary",
                                 "assize-desktop-abcdef", "target/.assize-temporary", "assize-box-abcdef",
                                 "my-assize-box-abcdef/.assize-temporary", "assize-box-ghijkl"})
            QVERIFY2(std::filesystem::exists(m_tree->path(name)), name);
    }

private:
    std::unique_ptr<test::TreeBuilder> m_tree;
};

QTEST_APPLESS_MAIN(TestTemporaryFolder)
#include "test_temporary_folder.moc"
