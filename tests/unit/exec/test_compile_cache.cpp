// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/compile_cache.h"

#include "sandbox/fake/fake_sandbox.h"
#include "support/fake_clock.h"
#include "support/scheduler_run.h"
#include "support/tree_builder.h"

#include <QTest>

#include <fstream>
#include <thread>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

namespace {

Compiled makeCompiled(const std::string& content, bool ok = true)
{
    Compiled compiled;
    compiled.outcome = {ok, "a log\n", std::chrono::milliseconds(120), std::chrono::milliseconds(150)};
    if (ok) {
        compiled.files.push_back({"program", *sandbox::makeMemoryFile(content), content.size(), true});
        compiled.files.push_back({"data.txt", *sandbox::makeMemoryFile("d"), 1, false});
    }
    return compiled;
}

std::vector<std::filesystem::path> entries(const TreeBuilder& tree)
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(tree.root(), error)) {
        if (entry.is_regular_file())
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string key(int number)
{
    std::string text = std::to_string(number);
    return std::string(32 - text.size(), '0') + text;
}

} // namespace

class TestCompileCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptOnDisk()
    {
        TreeBuilder tree;
        FakeClock clock;
        {
            CompileCache cache(tree.path("cache"), 1 << 20, clock);
            QVERIFY(!cache.find(key(1)));
            cache.insert(key(1), makeCompiled("machine code"));
            cache.insert(key(2), makeCompiled("", false));
        }
        CompileCache cache(tree.path("cache"), 1 << 20, clock);
        const auto found = cache.find(key(1));
        QVERIFY(found != nullptr);
        QVERIFY(found->outcome == makeCompiled("x").outcome);
        QCOMPARE(found->files.size(), std::size_t{2});
        QCOMPARE(found->files[0].name, std::string("program"));
        QVERIFY(found->files[0].executable && !found->files[1].executable);
        QCOMPARE(found->files[0].size, std::uint64_t{12});
        QCOMPARE(sandbox::readWhole(found->files[0].fd.get()), std::string("machine code"));
        // Nobody can write to what is handed out.
        QCOMPARE(::write(found->files[0].fd.get(), "x", 1), ssize_t{-1});
        QVERIFY(!cache.find(key(2))->outcome.ok);
        QCOMPARE(cache.find(key(2))->outcome.log, std::string("a log\n"));
        QVERIFY(!cache.find(key(3)));
        // The folder is nobody else's business.
        const auto permissions = std::filesystem::status(tree.path("cache/executables")).permissions();
        QVERIFY(permissions == std::filesystem::perms::owner_all);
    }

    void sharedWhileInUse()
    {
        FakeClock clock;
        CompileCache cache({}, 1 << 20, clock);
        auto held = cache.insert(key(1), makeCompiled("code"));
        QCOMPARE(cache.find(key(1)), held);
        held.reset();
        QVERIFY(!cache.find(key(1)));
    }

    void damagedEntriesAreDropped_data()
    {
        QTest::addColumn<int>("damage");
        QTest::newRow("a flipped bit") << 0;
        QTest::newRow("cut") << 1;
        QTest::newRow("empty") << 2;
        QTest::newRow("longer") << 3;
        QTest::newRow("another file") << 4;
    }
    void damagedEntriesAreDropped()
    {
        QFETCH(int, damage);
        TreeBuilder tree;
        FakeClock clock;
        {
            CompileCache cache(tree.path("cache"), 1 << 20, clock);
            cache.insert(key(1), makeCompiled("machine code"));
        }
        const std::filesystem::path path = entries(tree).at(0);
        std::string content;
        {
            std::ifstream file(path, std::ios::binary);
            content.assign(std::istreambuf_iterator<char>(file), {});
        }
        if (damage == 0)
            content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
        else if (damage == 1)
            content.resize(content.size() - 1);
        else if (damage == 2)
            content.clear();
        else if (damage == 3)
            content += "x";
        else
            content = std::string(500, '\xFF');
        std::ofstream(path, std::ios::binary) << content;

        CompileCache cache(tree.path("cache"), 1 << 20, clock);
        QVERIFY(!cache.find(key(1)));
        QVERIFY(entries(tree).empty());
        cache.insert(key(1), makeCompiled("machine code"));
        QCOMPARE(entries(tree).size(), std::size_t{1});
    }

    void oldestGoFirst()
    {
        TreeBuilder tree;
        FakeClock clock;
        CompileCache cache(tree.path("cache"), 100'000, clock);
        for (int i = 0; i < 8; ++i) {
            clock.advance(std::chrono::minutes(1));
            cache.insert(key(i), makeCompiled(std::string(10'000, 'x')));
        }
        clock.advance(std::chrono::minutes(1));
        QVERIFY(cache.find(key(0))); // used again, so it stays
        for (int i = 8; i < 12; ++i) {
            clock.advance(std::chrono::minutes(1));
            cache.insert(key(i), makeCompiled(std::string(10'000, 'x')));
        }
        QVERIFY(cache.find(key(0)));
        QVERIFY(!cache.find(key(1)));
        QVERIFY(cache.find(key(11)));
        std::uint64_t size = 0;
        for (const auto& path : entries(tree))
            size += std::filesystem::file_size(path);
        QVERIFY(size <= 100'000);
        // Larger than a quarter of the cache: not worth the others.
        cache.insert(key(99), makeCompiled(std::string(60'000, 'x')));
        QVERIFY(!cache.find(key(99)));
    }

    void aFolderThatCannotBeWrittenDoesNoHarm()
    {
        TreeBuilder tree;
        tree.file("cache", "a file, not a folder");
        FakeClock clock;
        CompileCache cache(tree.path("cache"), 1 << 20, clock);
        const auto held = cache.insert(key(1), makeCompiled("code"));
        QVERIFY(held != nullptr);
        QVERIFY(!cache.find(key(2)));
    }

    void severalAtOnce()
    {
        TreeBuilder tree;
        FakeClock clock;
        CompileCache one(tree.path("cache"), 60'000, clock);
        CompileCache two(tree.path("cache"), 60'000, clock);
        std::atomic<int> wrong{0};
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&, thread] {
                    CompileCache& cache = thread % 2 ? one : two;
                    for (int i = 0; i < 60; ++i) {
                        const std::string content(3000, static_cast<char>('a' + i % 20));
                        if (const auto found = cache.find(key(i % 20))) {
                            if (sandbox::readWhole(found->files.at(0).fd.get()) != content)
                                ++wrong;
                        } else {
                            cache.insert(key(i % 20), makeCompiled(content));
                        }
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

    void compiledOncePerContent()
    {
        TreeBuilder tree;
        SmallContest contest;
        contest.addProblem("sum", 1);
        contest.addSubmission("sum", "* ok");
        contest.addSubmission("sum", "* ok");
        contest.addSubmission("sum", "syntax error");
        contest.addSubmission("sum", "sandbox fails");
        SmallMachine machine;
        Options options = slotOptions(1);
        options.cacheFolder = tree.path("cache");
        SchedulerRun first;
        first.run(contest, machine, options);
        QCOMPARE(machine.compilations.load(), 4); // one twice, in a fresh box
        SchedulerRun second;
        machine.compilations = 0;
        second.run(contest, machine, options);
        // Only what failed by the judge's fault is compiled again.
        QCOMPARE(machine.compilations.load(), 2);
        for (const int id : {1, 2, 3})
            QVERIFY(second.of(id) == first.of(id));
        contest.plan.languages[0].environment = {"LANG=C"};
        machine.compilations = 0;
        SchedulerRun third;
        third.run(contest, machine, options);
        QCOMPARE(machine.compilations.load(), 4);
    }
};

QTEST_GUILESS_MAIN(TestCompileCache)
#include "test_compile_cache.moc"
