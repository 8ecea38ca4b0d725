// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hash.h"
#include "files/hash_memory.h"
#include "files/read.h"
#include "support/tree_builder.h"

#include <QtTest>

using namespace assize;
using namespace assize::files;
using namespace assize::test;

namespace {

/// Ahead of the machine's clock, so that files that were just written are old.
class ClockAhead final : public Clock
{
public:
    explicit ClockAhead(std::chrono::seconds ahead) : m_ahead(ahead) {}
    std::chrono::steady_clock::time_point now() const override { return std::chrono::steady_clock::now(); }
    std::chrono::system_clock::time_point calendarNow() const override
    {
        return std::chrono::system_clock::now() + m_ahead;
    }

private:
    std::chrono::seconds m_ahead;
};

const ClockAhead kLater{std::chrono::minutes(1)};
const std::string kHash = "0123456789abcdef0123456789abcdef";
constexpr auto kAsk = HashMemory::Use::Ask;

/// All entries of the cache, without its folder's own ones.
std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

class TestHashMemory : public QObject
{
    Q_OBJECT

    static void learn(HashMemory& memory, const std::filesystem::path& file)
    {
        memory.learn(memory.lookAt({"test", {file}}), {kHash});
    }
    /// Of one file, in a memory that is read from disk.
    static bool isKnown(const TreeBuilder& tree, const std::string& file)
    {
        HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
        return memory.lookAt({"test", {tree.path(file)}}).known.has_value();
    }

private Q_SLOTS:
    void whatChanges_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("known");
        QTest::newRow("nothing") << "" << true;
        QTest::newRow("its content, with the old mtime and size") << "forged" << false;
        QTest::newRow("another file in its place, with the old mtime and size") << "replaced" << false;
        QTest::newRow("its mtime") << "mtime" << false;
        QTest::newRow("its size") << "size" << false;
        QTest::newRow("its permissions, which are part of its ctime") << "mode" << false;
        QTest::newRow("it became a link") << "link" << false;
        QTest::newRow("it became a FIFO") << "fifo" << false;
        QTest::newRow("it is gone") << "gone" << false;
    }

    void whatChanges()
    {
        QFETCH(QString, change);
        QFETCH(bool, known);
        TreeBuilder tree;
        const auto then = std::chrono::system_clock::now() - std::chrono::hours(1);
        tree.file("a", "int a;").modified("a", then);
        {
            HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
            learn(memory, tree.path("a"));
            memory.save();
        }
        QVERIFY(isKnown(tree, "a"));
        // ctimes are as coarse as the kernel's tick.
        QTest::qSleep(20);
        if (change == "forged")
            tree.file("a", "int b;").modified("a", then);
        if (change == "replaced") {
            tree.file("b", "int b;").modified("b", then);
            std::filesystem::rename(tree.path("b"), tree.path("a"));
        }
        if (change == "mtime")
            tree.modified("a", then + std::chrono::seconds(1));
        if (change == "size")
            tree.file("a", "int a;\n").modified("a", then);
        if (change == "mode")
            std::filesystem::permissions(tree.path("a"), std::filesystem::perms::owner_read);
        if (change == "link" || change == "fifo" || change == "gone")
            std::filesystem::remove(tree.path("a"));
        if (change == "link")
            tree.file("c", "int a;").link("a", tree.path("c"));
        if (change == "fifo")
            tree.fifo("a");
        QCOMPARE(isKnown(tree, "a"), known);
    }

    void theQuestionCounts()
    {
        TreeBuilder tree;
        tree.file("a", "a").file("b", "b");
        HashMemory first(tree.path("cache"), "place", kAsk, kLater);
        const HashMemory::Question question{"test", {tree.path("a"), tree.path("b")}, {"word"}};
        first.learn(first.lookAt(question), {kHash});
        first.save();
        HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
        QVERIFY(memory.lookAt(question).known);
        QCOMPARE(memory.lookAt(question).known->hash, kHash);
        QVERIFY(!memory.lookAt({"other", question.files, question.words}).known);
        QVERIFY(!memory.lookAt({"test", question.files, {"other"}}).known);
        QVERIFY(!memory.lookAt({"test", question.files, {}}).known);
        QVERIFY(!memory.lookAt({"test", {tree.path("a")}, {"word"}}).known);
        QVERIFY(!memory.lookAt({"test", {tree.path("b"), tree.path("a")}, {"word"}}).known);
        HashMemory elsewhere(tree.path("cache"), "elsewhere", kAsk, kLater);
        QVERIFY(!elsewhere.lookAt(question).known);
    }

    void facts_data()
    {
        QTest::addColumn<std::string>("bytes");
        for (const char* bytes : {"", "1\n", "1\r\n2", "1\r2\n",
                                  "\xEF\xBB\xBF"
                                  "1\n",
                                  "\xFF\xFE"
                                  "1",
                                  "caf\xE9\n"})
            QTest::addRow("%s", bytes) << std::string(bytes);
        QTest::newRow("zeros") << std::string("a\0b\n", 4);
    }

    void facts()
    {
        QFETCH(std::string, bytes);
        const TextFacts facts = textFactsOf(bytes);
        TreeBuilder tree;
        tree.file("a", bytes);
        HashMemory first(tree.path("cache"), "place", kAsk, kLater);
        first.learn(first.lookAt({"test", {tree.path("a")}}), {kHash, facts});
        first.save();
        HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
        const HashMemory::Look look = memory.lookAt({"test", {tree.path("a")}});
        QVERIFY(look.known);
        const TextFacts& known = look.known->facts;
        QCOMPARE(known.size, facts.size);
        QVERIFY(known.encoding == facts.encoding);
        QCOMPARE(known.windowsLines, facts.windowsLines);
        QCOMPARE(known.unixLines, facts.unixLines);
        QCOMPARE(known.loneReturns, facts.loneReturns);
        QCOMPARE(known.zeros, facts.zeros);
        QCOMPARE(known.notUtf8, facts.notUtf8);
        QCOMPARE(known.lastLineEnds, facts.lastLineEnds);
    }

    /// What may be written again within the same tick of the file system's clock.
    void tooYoung()
    {
        TreeBuilder tree;
        tree.file("a", "a").file("future", "a");
        tree.modified("future", std::chrono::system_clock::now() + std::chrono::hours(1));
        tree.modified("a", std::chrono::system_clock::now() - std::chrono::hours(1));
        const SystemClock today;
        {
            // Its ctime is now, whatever its mtime says.
            HashMemory memory(tree.path("cache"), "place", kAsk, today);
            learn(memory, tree.path("a"));
            memory.save();
            QVERIFY(!isKnown(tree, "a"));
        }
        HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
        learn(memory, tree.path("a"));
        learn(memory, tree.path("future"));
        memory.save();
        QVERIFY(isKnown(tree, "a"));
        QVERIFY(!isKnown(tree, "future"));
    }

    void writtenWhileItWasRead()
    {
        TreeBuilder tree;
        tree.file("a", "a");
        HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
        const HashMemory::Look look = memory.lookAt({"test", {tree.path("a")}});
        QTest::qSleep(20);
        tree.file("a", "b");
        memory.learn(look, {kHash});
        memory.save();
        QVERIFY(!isKnown(tree, "a"));
    }

    /// Judging reads everything, and tells.
    void judging()
    {
        TreeBuilder tree;
        tree.file("a", "a");
        for (int i = 0; i < 2; ++i) {
            HashMemory memory(tree.path("cache"), "place", HashMemory::Use::OnlyTell, kLater);
            QVERIFY(!memory.lookAt({"test", {tree.path("a")}}).known);
            learn(memory, tree.path("a"));
            memory.save();
        }
        QVERIFY(isKnown(tree, "a"));
    }

    void damaged_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char* damage : {"empty", "cut", "longer", "flipped key", "flipped hash", "version", "link",
                                   "folder", "huge", "not ours"})
            QTest::newRow(damage) << damage;
    }

    void damaged()
    {
        QFETCH(QString, damage);
        TreeBuilder tree;
        tree.file("a", "a");
        {
            HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
            learn(memory, tree.path("a"));
            memory.save();
        }
        const std::vector<std::filesystem::path> kept = filesIn(tree.path("cache"));
        QCOMPARE(kept.size(), std::size_t{1});
        const std::string name = "cache/" + kept.front().filename().native();
        std::string bytes = *readFile(kept.front(), 1 << 20);
        if (damage == "empty")
            bytes.clear();
        if (damage == "cut")
            bytes.pop_back();
        if (damage == "longer")
            bytes += '\0';
        if (damage == "flipped key")
            bytes[20] = static_cast<char>(bytes[20] ^ 1);
        if (damage == "flipped hash")
            bytes[60] = static_cast<char>(bytes[60] ^ 1);
        if (damage == "version")
            bytes[14] = '9';
        tree.file(name, bytes);
        if (damage == "huge")
            tree.sparseFile(name, HashMemory::kLimit + 1);
        if (damage == "link") {
            std::filesystem::rename(kept.front(), tree.path("away"));
            tree.link(name, tree.path("away"));
        }
        if (damage == "folder") {
            std::filesystem::remove(kept.front());
            tree.folder(name);
        }
        if (damage == "not ours") {
            if (::geteuid() != 0)
                QSKIP("only root can give a folder away");
            QCOMPARE(::chown(tree.path("cache").c_str(), 65534, 65534), 0);
        }
        QVERIFY(!isKnown(tree, "a"));
        if (damage == "not ours" || damage == "folder")
            return;
        // It is made again.
        HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
        learn(memory, tree.path("a"));
        memory.save();
        QCOMPARE(isKnown(tree, "a"), damage != "link" || std::filesystem::is_symlink(kept.front()) == false);
    }

    /// What a call did not look at is not kept; what it did is, without being written again.
    void onlyWhatIsLookedAt()
    {
        TreeBuilder tree;
        tree.file("a", "a").file("b", "b");
        {
            HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
            learn(memory, tree.path("a"));
            learn(memory, tree.path("b"));
            memory.save();
        }
        const std::filesystem::path kept = filesIn(tree.path("cache")).front();
        const std::string before = *readFile(kept, 1 << 20);
        {
            HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
            QVERIFY(memory.lookAt({"test", {tree.path("b")}}).known);
            QVERIFY(memory.lookAt({"test", {tree.path("a")}}).known);
            memory.save();
        }
        QCOMPARE(*readFile(kept, 1 << 20), before);
        {
            HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
            QVERIFY(memory.lookAt({"test", {tree.path("a")}}).known);
            memory.save();
        }
        QVERIFY(isKnown(tree, "a"));
        QVERIFY(!isKnown(tree, "b"));
    }

    void severalAtOnce()
    {
        TreeBuilder tree;
        tree.file("a", "a").file("b", "b");
        HashMemory first(tree.path("cache"), "place", kAsk, kLater);
        HashMemory second(tree.path("cache"), "place", kAsk, kLater);
        learn(first, tree.path("a"));
        learn(second, tree.path("b"));
        first.save();
        second.save();
        QVERIFY(!isKnown(tree, "a"));
        QVERIFY(isKnown(tree, "b"));
        QCOMPARE(filesIn(tree.path("cache")).size(), std::size_t{1});
    }

    void bound()
    {
        TreeBuilder tree;
        tree.file("a", "a").file("b", "b");
        constexpr std::uint64_t kTwoFiles = 2 * (16 + 80 + 32);
        for (const char* place : {"first", "second", "third"}) {
            HashMemory memory(tree.path("cache"), place, kAsk, kLater, kTwoFiles);
            learn(memory, tree.path("a"));
            memory.save();
            for (const std::filesystem::path& file : filesIn(tree.path("cache")))
                tree.modified(
                    "cache/" + file.filename().native(),
                    std::filesystem::file_time_type::clock::to_sys(std::filesystem::last_write_time(file)) -
                        std::chrono::hours(2));
        }
        QCOMPARE(filesIn(tree.path("cache")).size(), std::size_t{2});
        HashMemory oldest(tree.path("cache"), "first", kAsk, kLater, kTwoFiles);
        QVERIFY(!oldest.lookAt({"test", {tree.path("a")}}).known);
        HashMemory newest(tree.path("cache"), "third", kAsk, kLater, kTwoFiles);
        QVERIFY(newest.lookAt({"test", {tree.path("a")}}).known);
        // One place alone is too much.
        HashMemory tight(tree.path("cache"), "fourth", kAsk, kLater, 100);
        learn(tight, tree.path("a"));
        tight.save();
        QCOMPARE(filesIn(tree.path("cache")).size(), std::size_t{2});
    }

    void whatAKilledProcessLeft()
    {
        TreeBuilder tree;
        tree.file("a", "a").file("cache/abc.part-1", "x").file("cache/abc.part-2", "x");
        tree.modified("cache/abc.part-1", std::chrono::system_clock::now() - std::chrono::hours(5));
        HashMemory memory(tree.path("cache"), "place", kAsk, kLater);
        learn(memory, tree.path("a"));
        memory.save();
        QVERIFY(!std::filesystem::exists(tree.path("cache/abc.part-1")));
        QVERIFY(std::filesystem::exists(tree.path("cache/abc.part-2")));
        QVERIFY(isKnown(tree, "a"));
    }

    void withoutAFolder()
    {
        TreeBuilder tree;
        tree.file("a", "a").file("file", "not a folder");
        HashMemory nowhere({}, "place", kAsk, kLater);
        learn(nowhere, tree.path("a"));
        nowhere.save();
        HashMemory refused(tree.path("file"), "place", kAsk, kLater);
        learn(refused, tree.path("a"));
        refused.save();
        QCOMPARE(*readFile(tree.path("file"), 100), std::string("not a folder"));
    }
};

QTEST_GUILESS_MAIN(TestHashMemory)
#include "test_hash_memory.moc"
