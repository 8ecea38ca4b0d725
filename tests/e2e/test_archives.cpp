// SPDX-License-Identifier: GPL-3.0-or-later
// Archives in hand-ins' places, with the real box: what they hold is judged, and hostile ones harm nobody.
#include "assize_process.h"

#include "support/archive_builder.h"
#include "support/rar_builder.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>

using assize::test::ArchiveBuilder;
using assize::test::RarBuilder;

namespace {

constexpr char kSum[] = "#include <iostream>\nint main() { long a = 0, s = 0; while (std::cin >> a) s += a; "
                        "std::cout << s << '\\n'; }\n";

} // namespace

class TestArchives : public QObject
{
    Q_OBJECT

    std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_home->path().toStdString()) / name;
    }
    static void write(const std::filesystem::path& file, const std::string& content)
    {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }
    static std::string bytesOf(const std::filesystem::path& file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    /// file -> verdict
    static std::map<std::string, std::string> verdictsOf(const nlohmann::json& results)
    {
        std::map<std::string, std::string> verdicts;
        for (const nlohmann::json& submission : results.at("submissions"))
            verdicts[submission.at("file")] =
                submission.at(submission.at("verdict").is_null() ? "state" : "verdict");
        return verdicts;
    }
    e2e::Outcome judge(const QStringList& more = {}) const
    {
        return e2e::run(QStringList{QStringLiteral("judge"), m_home->filePath(QStringLiteral("contest")),
                                    QStringLiteral("--json"), QStringLiteral("-")} +
                            more,
                        m_home->path());
    }

    /// Processes whose working folder lies below `folder`.
    static std::vector<pid_t> processesIn(const QString& folder)
    {
        std::vector<pid_t> found;
        const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
        for (const QString& entry : entries) {
            bool isNumber = false;
            const int process = entry.toInt(&isNumber);
            const QString link = QStringLiteral("/proc/") + entry + QStringLiteral("/cwd");
            if (isNumber && QFile::symLinkTarget(link).startsWith(folder + QLatin1Char('/')))
                found.push_back(process);
        }
        return found;
    }

    /// Children, their children and so on.
    static std::vector<pid_t> descendantsOf(pid_t process)
    {
        std::multimap<pid_t, pid_t> children;
        const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
        for (const QString& entry : entries) {
            bool isNumber = false;
            const int child = entry.toInt(&isNumber);
            QFile file(QStringLiteral("/proc/") + entry + QStringLiteral("/stat"));
            if (!isNumber || !file.open(QIODevice::ReadOnly))
                continue;
            // "1234 (name) S 1 ...": the name may hold anything.
            const QByteArray stat = file.readAll();
            const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
            if (fields.size() > 1)
                children.emplace(fields[1].toInt(), child);
        }
        std::vector<pid_t> found{process};
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto [first, last] = children.equal_range(found[i]);
            for (auto child = first; child != last; ++child)
                found.push_back(child->second);
        }
        found.erase(found.begin());
        return found;
    }
    /// A zombie, which nobody may be there to reap, is gone.
    static bool isThere(pid_t process)
    {
        QFile file(QStringLiteral("/proc/%1/stat").arg(process));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QByteArray stat = file.readAll();
        const qsizetype state = stat.lastIndexOf(')') + 2;
        return state < stat.size() && stat[state] != 'Z' && stat[state] != 'X';
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        if (!e2e::canIsolate(m_home->path()))
            QSKIP("programs cannot be isolated on this machine (see above)");
        QVERIFY(e2e::makeSumProblem(m_home->filePath(QStringLiteral("contest/problems/sum")), 2));
        QVERIFY(e2e::makeSumProblem(m_home->filePath(QStringLiteral("contest/problems/other")), 1));
    }

    void filesOfArchivesAreJudged()
    {
        const auto in = path("contest/submissions");
        ArchiveBuilder(in / "alice/sum.zip").file("src/main.cpp", kSum).file("src/notes.txt", "x");
        ArchiveBuilder(in / "bob/sum.tar.gz").file("sum.cpp", "int main() {}\n");
        ArchiveBuilder(in / "carol/sum.7z").file("sum.cpp", kSum);
        write(in / "dave/sum.rar", RarBuilder(RarBuilder::Version::Rar5).file("sum.cpp", kSum).bytes());
        ArchiveBuilder(in / "erin.zip").file("sum/a.cpp", kSum).file("other.cpp", kSum);
        ArchiveBuilder(path("inner.zip")).file("main.cpp", kSum);
        ArchiveBuilder(in / "frank/sum.zip").file("project.zip", bytesOf(path("inner.zip")));
        write(in / "gina/sum.cpp", kSum);
        // Hostile ones: each is told, none is judged.
        ArchiveBuilder(in / "heidi/sum.tar").file("../../../escaped", "x").file("sum.cpp", kSum);
        ArchiveBuilder(in / "ivan/sum.zip", "zip:encryption=zipcrypt", "secret").file("sum.cpp", kSum);
        {
            ArchiveBuilder bomb(in / "judy/sum.tar.gz");
            for (int i = 0; i < 5; ++i)
                bomb.file(std::to_string(i), std::string(16 << 20, '\0'));
        }
        write(in / "kim/sum.zip", "PK\3\4 this is no archive");
        const e2e::Outcome outcome = judge();
        QVERIFY2(outcome.status == 1, outcome.errors.constData());
        const nlohmann::json results = outcome.json();
        const std::map<std::string, std::string> expected = {
            {"alice/sum.zip", "AC"},      {"bob/sum.tar.gz", "WA"},        {"carol/sum.7z", "AC"},
            {"dave/sum.rar", "AC"},       {"erin.zip/other.cpp", "AC"},    {"erin.zip/sum", "AC"},
            {"frank/sum.zip", "AC"},      {"gina/sum.cpp", "AC"},          {"heidi/sum.tar", "unjudged"},
            {"ivan/sum.zip", "unjudged"}, {"judy/sum.tar.gz", "unjudged"}, {"kim/sum.zip", "unjudged"}};
        QVERIFY2(verdictsOf(results) == expected, outcome.output.constData());
        std::map<std::string, std::string> unmatched;
        for (const nlohmann::json& file : results.at("unmatched"))
            unmatched[file.at("file")] = file.at("reason");
        QCOMPARE(unmatched.size(), std::size_t(4));
        QVERIFY(unmatched["heidi/sum.tar"].find("leads out of the archive") != std::string::npos);
        QVERIFY(unmatched["ivan/sum.zip"].find("is encrypted") != std::string::npos);
        QVERIFY(unmatched["judy/sum.tar.gz"].find("more than 64 MiB") != std::string::npos);
        QVERIFY(unmatched["kim/sum.zip"].find("cannot be unpacked") != std::string::npos);
        QVERIFY(!std::filesystem::exists(path("escaped")));
        // They are there all the same: in the contestant's cell, with the reason.
        for (const nlohmann::json& submission : results.at("submissions")) {
            const std::string file = submission.at("file");
            if (unmatched.count(file) == 0)
                continue;
            QCOMPARE(submission.at("state").get<std::string>(), std::string("unjudged"));
            QCOMPARE(submission.at("message").get<std::string>(), unmatched[file]);
            QCOMPARE(submission.at("problem").get<std::string>(), std::string("sum"));
        }

        // Who only reads sees the same; and packing the same files anew changes nothing.
        const e2e::Outcome read = e2e::run(
            {QStringLiteral("standings"), m_home->filePath(QStringLiteral("contest"))}, m_home->path());
        QVERIFY2(read.output.contains("alice") && read.output.contains("frank"), read.output.constData());
        QVERIFY2((read.output + read.errors).contains("4 hand-ins cannot be used and are shown as unjudged"),
                 (read.output + read.errors).constData());
        QCOMPARE(read.status, 1);
        QCOMPARE(judge({QStringLiteral("--dry-run")}).status, 1);
        ArchiveBuilder(in / "alice/sum.zip", "zip:compression=store")
            .file("src/notes.txt", "x")
            .file("src/main.cpp", kSum);
        const e2e::Outcome again = judge();
        QVERIFY2(again.errors.contains("0 submissions judged, 8 as stored"), again.errors.constData());
    }

    void anArchiveOfAllHandIns()
    {
        ArchiveBuilder(path("inner.zip")).file("main.cpp", kSum);
        ArchiveBuilder(path("contest/submissions.zip"))
            .file("submissions/alice/sum.cpp", kSum)
            .file("submissions/bob/sum.zip", bytesOf(path("inner.zip")));
        const e2e::Outcome outcome = judge();
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
        const std::map<std::string, std::string> expected = {{"alice/sum.cpp", "AC"}, {"bob/sum.zip", "AC"}};
        QVERIFY2(verdictsOf(outcome.json()) == expected, outcome.output.constData());

        std::filesystem::create_directories(path("contest/submissions/x"));
        const e2e::Outcome both = judge();
        QCOMPARE(both.status, 2);
        QVERIFY2(both.errors.contains("contest/submissions and ") &&
                     both.errors.contains("contest/submissions.zip"),
                 both.errors.constData());
    }

    void whatIsNotUnpackedYetIsSaidByWhoOnlyReads()
    {
        ArchiveBuilder(path("contest/submissions/alice/sum.zip")).file("sum.cpp", kSum);
        const e2e::Outcome read = e2e::run(
            {QStringLiteral("standings"), m_home->filePath(QStringLiteral("contest"))}, m_home->path());
        QVERIFY2((read.errors + read.output).contains("not unpacked here yet"), read.errors.constData());
    }

    /// Another user's cache, or one that was emptied.
    void storedResultsAreShownWithoutTheCache_data()
    {
        QTest::addColumn<bool>("isOfAll");
        QTest::newRow("an archive in a hand-in's place") << false;
        QTest::newRow("an archive of all hand-ins") << true;
    }
    void storedResultsAreShownWithoutTheCache()
    {
        QFETCH(bool, isOfAll);
        if (isOfAll)
            ArchiveBuilder(path("contest/submissions.zip"))
                .file("submissions/alice/sum.cpp", kSum)
                .file("submissions/bob/sum.cpp", kSum);
        else
            ArchiveBuilder(path("contest/submissions/alice.tar.gz")).file("sum.cpp", kSum);
        const e2e::Outcome judged = judge();
        QVERIFY2(judged.status == 0, judged.errors.constData());
        const auto read = [&](const QString& command, const QStringList& more = {}) {
            return e2e::run(QStringList{command, m_home->filePath(QStringLiteral("contest"))} + more,
                            m_home->path());
        };
        const QStringList asJson{QStringLiteral("--format"), QStringLiteral("json"), QStringLiteral("-")};
        QCOMPARE(read(QStringLiteral("standings")).status, 0);
        std::filesystem::remove_all(path("cache"));
        const e2e::Outcome standings = read(QStringLiteral("standings"));
        QVERIFY2(standings.status == 1, standings.errors.constData());
        QVERIFY2(standings.output.contains("alice"), standings.output.constData());
        QVERIFY2(standings.output.contains("the archives that were handed in are not unpacked here"),
                 standings.output.constData());
        QVERIFY2(standings.errors.contains("nobody compared the results"), standings.errors.constData());
        const e2e::Outcome exported = read(QStringLiteral("export"), asJson);
        QCOMPARE(exported.status, 1);
        const nlohmann::json results = exported.json();
        QVERIFY2(verdictsOf(results) == verdictsOf(judged.json()), exported.output.constData());
        for (const nlohmann::json& submission : results.at("submissions"))
            QVERIFY(submission.at("outdated").is_null());
        // Judging finds out, and judges nothing twice.
        const e2e::Outcome again = judge();
        QVERIFY2(again.status == 0 && again.errors.contains("0 submissions judged"),
                 again.errors.constData());
    }

    void noTemporaryFolderStays_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("boxes");
        QTest::newRow("SIGTERM") << SIGTERM << false;
        QTest::newRow("SIGKILL: the boxes clean up") << SIGKILL << false;
        QTest::newRow("SIGKILL to all: the next start cleans up") << SIGKILL << true;
    }
    void noTemporaryFolderStays()
    {
        QFETCH(int, signal);
        QFETCH(bool, boxes);
        const QString temporary = m_home->filePath(QStringLiteral("temporary"));
        QDir().mkpath(temporary);
        const auto isEmpty = [&] { return QDir(temporary).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot); };
        // Compilers and probes come and go below the folder, too: the program itself says that it runs.
        const std::filesystem::path running = path("running");
        write(path("contest/submissions/alice/sum.py"),
              "open('" + running.string() + "', 'w').close()\nwhile True: pass\n");
        QProcessEnvironment environment = e2e::environment(m_home->path());
        environment.insert(QStringLiteral("TMPDIR"), temporary);
        const QStringList arguments = {QStringLiteral("judge"), m_home->filePath(QStringLiteral("contest")),
                                       QStringLiteral("--sandbox"), QStringLiteral("none")};
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ASSIZE_PROGRAM), arguments, QIODevice::ReadOnly);
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(running), 60000);
        const std::vector<pid_t> inBoxes = processesIn(temporary);
        QVERIFY(!inBoxes.empty());
        const std::vector<pid_t> helpers = descendantsOf(static_cast<pid_t>(process.processId()));
        ::kill(static_cast<pid_t>(process.processId()), signal);
        if (boxes) {
            for (const pid_t box : inBoxes)
                ::kill(box, SIGKILL);
        }
        QVERIFY(process.waitForFinished(30000));
        if (boxes) {
            // What a helper still uses is not swept.
            QTRY_VERIFY_WITH_TIMEOUT(std::none_of(helpers.begin(), helpers.end(), isThere), 20000);
            QVERIFY(!isEmpty());
            QProcess next;
            next.setProcessEnvironment(environment);
            next.start(QStringLiteral(ASSIZE_PROGRAM),
                       arguments + QStringList{QStringLiteral("--only"), QStringLiteral("nobody")},
                       QIODevice::ReadOnly);
            QVERIFY(next.waitForFinished(60000));
        }
        const auto left = [&] {
            QStringList names;
            for (QDirIterator i(temporary, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden,
                                QDirIterator::Subdirectories);
                 i.hasNext();)
                names << i.next();
            return names.join(QLatin1Char('\n'));
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isEmpty(), qPrintable(left()), 20000);
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(TestArchives)
#include "test_archives.moc"
