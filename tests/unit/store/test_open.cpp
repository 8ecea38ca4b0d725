// SPDX-License-Identifier: GPL-3.0-or-later
// Opening: whose file it is, who holds it, what is too new, too old, remote, or not writable.
#include "store_fixture.h"

#include "store/connection.h"
#include "store/location.h"
#include "store/migrations.h"

#include <QTemporaryDir>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace assize;
using namespace assize::store;
using namespace assize::store::test;

namespace {

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

class TestOpen : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_number = 0;
    std::filesystem::path newFile()
    {
        return std::filesystem::path(m_folder.path().toStdString()) / (std::to_string(++m_number) + ".db");
    }

private Q_SLOTS:
    void theFileSaysWhatItIs()
    {
        const auto file = newFile();
        QVERIFY(openOrFail(file));
        SQLite::Database database = openReader(file);
        QCOMPARE(database.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), migrations().back().version);
        QCOMPARE(database.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
        QCOMPARE(database
                     .execAndGet("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
                                 " AND name NOT LIKE 'sqlite%'")
                     .getInt(),
                 0);
    }

    void whatIsNotOursIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("these are a teacher's notes, not a database\n").repeated(50);
        QTest::newRow("short text") << QByteArray("x");
    }
    void whatIsNotOursIsLeftAlone()
    {
        QFETCH(QByteArray, content);
        const auto file = newFile();
        std::ofstream(file) << content.toStdString();
        const auto store = Store::open(file, {});
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(contentOf(file), content.toStdString());
    }

    void anotherProgramsDatabaseIsLeftAlone()
    {
        const auto file = newFile();
        {
            SQLite::Database other(file.c_str(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            other.exec("CREATE TABLE theirs(x)");
        }
        const std::string before = contentOf(file);
        for (const bool readOnly : {false, true}) {
            const auto store = Store::open(file, {readOnly});
            QVERIFY(!store);
            QCOMPARE(store.error().kind, ErrorKind::InvalidInput);
        }
        QVERIFY(contentOf(file) == before);
    }

    void aFileOfZeroBytesIsFilled()
    {
        const auto file = newFile();
        std::ofstream(file).close();
        QVERIFY(openOrFail(file));
    }

    void aFolderOrAFifoIsRefused()
    {
        QCOMPARE(Store::open(m_folder.path().toStdString(), {}).error().kind, ErrorKind::InvalidInput);
        const auto fifo = newFile();
        QCOMPARE(mkfifo(fifo.c_str(), 0600), 0);
        QCOMPARE(Store::open(fifo, {}).error().kind, ErrorKind::InvalidInput);
    }

    void aMissingFolderIsNamed()
    {
        const auto store = Store::open("/nonexistent/folder/a.db", {});
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::Storage);
        QVERIFY(store.error().message.find("/nonexistent/folder") != std::string::npos);
    }

    void aNewerVersionIsRefused()
    {
        const auto file = newFile();
        QVERIFY(openOrFail(file));
        {
            SQLite::Database database = openWriter(file);
            database.exec("PRAGMA user_version = 9");
        }
        for (const bool readOnly : {false, true}) {
            const auto store = Store::open(file, {readOnly});
            QVERIFY(!store);
            QCOMPARE(store.error().kind, ErrorKind::TooNew);
            QVERIFY2(store.error().message.find("schema 9") != std::string::npos,
                     store.error().message.c_str());
        }
    }

    void theSecondProcessNamesTheHolder()
    {
        const auto file = newFile();
        int ready[2];
        QCOMPARE(pipe2(ready, O_CLOEXEC), 0);
        const pid_t holder = fork();
        if (holder == 0) {
            const auto store = Store::open(file, {});
            const char answer = store ? 'y' : 'n';
            if (write(ready[1], &answer, 1) == 1)
                pause();
            _exit(1);
        }
        ::close(ready[1]);
        char answer = 0;
        QCOMPARE(read(ready[0], &answer, 1), 1);
        ::close(ready[0]);
        QCOMPARE(answer, 'y');
        const auto second = Store::open(file, {});
        const auto reader = Store::open(file, {true});
        kill(holder, SIGKILL);
        QCOMPARE(waitpid(holder, nullptr, 0), holder);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Busy);
        QVERIFY2(second.error().message.find("process " + std::to_string(holder)) != std::string::npos,
                 second.error().message.c_str());
        QVERIFY(reader);
        // The kernel has released the lock; the lock's file is still there.
        QVERIFY(openOrFail(file));
    }

    void twoStoresOfOneProcessExcludeEachOtherToo()
    {
        const auto file = newFile();
        auto first = openOrFail(file);
        QVERIFY(first);
        QCOMPARE(Store::open(file, {}).error().kind, ErrorKind::Busy);
        QVERIFY(first->close());
        QVERIFY(openOrFail(file));
    }

    void anOlderSchemaIsCopiedAndBroughtUpToDate()
    {
        const auto file = newFile();
        const std::vector<Migration> first = {
            {1, "001", "CREATE TABLE t(a INTEGER NOT NULL) STRICT; INSERT INTO t VALUES (7);"}};
        std::vector<Migration> both = first;
        both.push_back({2, "002", "ALTER TABLE t ADD COLUMN b INTEGER; UPDATE t SET b = a * 2;"});
        SQLite::Database database = openWriter(file);
        migrate(database, file, first, "CREATE TABLE p(x)");
        QVERIFY(checkIdentity(database, file, both));
        migrate(database, file, both, "DROP TABLE IF EXISTS p; CREATE TABLE p(y)");
        QCOMPARE(database.execAndGet("SELECT b FROM t").getInt(), 14);
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), 2);
        QVERIFY(database.tableExists("p"));
        QCOMPARE(checkIdentity(database, file, first).error().kind, ErrorKind::TooNew);

        SQLite::Database copy = openReader(file.native() + ".before-2");
        QCOMPARE(copy.execAndGet("PRAGMA user_version").getInt(), 1);
        QCOMPARE(copy.execAndGet("SELECT a FROM t").getInt(), 7);
    }

    void aFailedMigrationChangesNothing()
    {
        const auto file = newFile();
        const std::vector<Migration> first = {{1, "001", "CREATE TABLE t(a INTEGER)"}};
        std::vector<Migration> both = first;
        both.push_back({2, "002", "CREATE TABLE u(a INTEGER); INSERT INTO missing VALUES (1)"});
        SQLite::Database database = openWriter(file);
        migrate(database, file, first, "");
        QVERIFY_EXCEPTION_THROWN(migrate(database, file, both, ""), SQLite::Exception);
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), 1);
        QVERIFY(!database.tableExists("u"));
    }

    void migrationsAreNumberedWithoutGaps()
    {
        int expected = 1;
        for (const Migration& migration : migrations())
            QCOMPARE(migration.version, expected++);
    }

    void networkFileSystems_data()
    {
        QTest::addColumn<unsigned long>("type");
        QTest::addColumn<QString>("mount");
        QTest::addColumn<QString>("name");
        QTest::newRow("ext4") << 0xEF53UL << QStringLiteral("ext4") << QString();
        QTest::newRow("tmpfs") << 0x01021994UL << QStringLiteral("tmpfs") << QString();
        QTest::newRow("overlay") << 0x794C7630UL << QStringLiteral("overlay") << QString();
        QTest::newRow("btrfs") << 0x9123683EUL << QStringLiteral("btrfs") << QString();
        QTest::newRow("nfs") << 0x6969UL << QStringLiteral("nfs4") << QStringLiteral("NFS");
        QTest::newRow("smb") << 0xFF534D42UL << QStringLiteral("cifs") << QStringLiteral("CIFS");
        QTest::newRow("sshfs") << 0x65735546UL << QStringLiteral("fuse.sshfs") << QStringLiteral("sshfs");
        QTest::newRow("ntfs") << 0x65735546UL << QStringLiteral("fuseblk") << QString();
    }
    void networkFileSystems()
    {
        QFETCH(unsigned long, type);
        QFETCH(QString, mount);
        QFETCH(QString, name);
        QCOMPARE(std::string(networkFileSystem(type, mount.toStdString())), name.toStdString());
    }

    void theDatabaseLiesBesideTheContest()
    {
        const std::filesystem::path contest = m_folder.path().toStdString();
        QCOMPARE(defaultDatabase(contest), std::filesystem::canonical(contest) / "assize.db");
    }

    void aFolderThatCannotBeWrittenHasItsDatabaseElsewhere()
    {
        // Nobody, root included, can write into /proc.
        qputenv("XDG_DATA_HOME", "/data");
        const auto first = defaultDatabase("/proc/self");
        const auto second = defaultDatabase("/proc/sys");
        QCOMPARE(first.parent_path(), std::filesystem::path("/data/assize"));
        QCOMPARE(second.parent_path(), std::filesystem::path("/data/assize"));
        QVERIFY(first != second);
        QVERIFY(second.filename().native().starts_with("sys-"));
        qputenv("XDG_DATA_HOME", "relative");
        qputenv("HOME", "/home/somebody");
        QCOMPARE(defaultDatabase("/proc/sys").parent_path(),
                 std::filesystem::path("/home/somebody/.local/share/assize"));
    }

    void aReaderNeedsNoWritableFolder()
    {
        const auto file = newFile();
        {
            auto store = openOrFail(file);
            QVERIFY(store);
            QVERIFY(store->assignIds({submission("a", "p", "a/p.c")}));
        }
        using std::filesystem::perms;
        const std::filesystem::path folder = m_folder.path().toStdString();
        std::filesystem::permissions(folder, perms(0555));
        const pid_t reader = fork();
        if (reader == 0) {
            // Root writes into every folder; nobody does not.
            if (geteuid() == 0 && setuid(65534) != 0)
                _exit(1);
            const auto store = Store::open(file, {true});
            const auto contest = store ? (*store)->load() : Result<StoredContest>(store.error());
            if (!contest)
                qWarning("%s", contest.error().message.c_str());
            _exit(contest && contest->submissions.size() == 1 ? 0 : 2);
        }
        int status = 0;
        const pid_t ended = waitpid(reader, &status, 0);
        std::filesystem::permissions(folder, perms::owner_all);
        QCOMPARE(ended, reader);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }
};

QTEST_GUILESS_MAIN(TestOpen)
#include "test_open.moc"
