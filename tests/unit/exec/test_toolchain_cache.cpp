// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of tools that are kept between calls.
#include "exec/toolchain_cache.h"
#include "support/scheduler_run.h"
#include "support/tree_builder.h"

#include <QTest>

#include <atomic>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

namespace {

model::Language languageWith(const std::string& tool)
{
    model::Language language = SmallContest::nativeLanguage();
    language.versionCommand = {tool, "--version"};
    return language;
}

} // namespace

class TestToolchainCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isKept()
    {
        TreeBuilder tree;
        tree.file("bin/cc", "one");
        const model::Language language = languageWith(tree.path("bin/cc"));
        const ToolchainCache cache(tree.path("cache"), "sandbox");
        const std::string state = cache.stateOf(language);
        QVERIFY(!cache.version(language, state));
        cache.keep(language, state, "1.2.3");
        QCOMPARE(cache.version(language, state).value_or(""), std::string("1.2.3"));
        // Another process sees the same; another sandbox does not.
        const ToolchainCache later(tree.path("cache"), "sandbox");
        QCOMPARE(later.version(language, later.stateOf(language)).value_or(""), std::string("1.2.3"));
        const ToolchainCache other(tree.path("cache"), "another sandbox");
        QVERIFY(!other.version(language, other.stateOf(language)));
    }

    void isForgotten_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* change : {"replaced", "written to", "removed", "beside it", "link",
                                   "behind the link", "command", "environment", "damaged", "cut"})
            QTest::newRow(change) << change;
    }
    void isForgotten()
    {
        QFETCH(QString, change);
        const std::uintmax_t cut = change == "cut" ? 36 : 60;
        TreeBuilder tree;
        tree.file("lib/one/cc", "one").file("lib/two/cc", "one").file("bin/other", "");
        const std::filesystem::path link = tree.path("bin/cc");
        std::filesystem::create_symlink(tree.path("lib/one/cc"), link);
        model::Language language = languageWith(link);
        const ToolchainCache cache(tree.path("cache"), "sandbox");
        cache.keep(language, cache.stateOf(language), "1.2.3");
        QVERIFY(cache.version(language, cache.stateOf(language)));
        const std::filesystem::path tool = tree.path("lib/one/cc");
        if (change == "replaced") {
            std::filesystem::rename(tree.path("lib/two/cc"), tool);
        } else if (change == "written to") {
            tree.file("lib/one/cc", "two");
            std::filesystem::last_write_time(tool, std::filesystem::file_time_type::clock::now() -
                                                       std::chrono::hours(1));
        } else if (change == "removed") {
            std::filesystem::remove(tool);
        } else if (change == "beside it") {
            tree.file("bin/new", "");
        } else if (change == "link") {
            std::filesystem::remove(link);
            std::filesystem::create_symlink(tree.path("lib/two/cc"), link);
        } else if (change == "behind the link") {
            tree.file("lib/one/library", "");
        } else if (change == "command") {
            language.versionCommand.push_back("--more");
        } else if (change == "environment") {
            language.environment.push_back("A=b");
        } else if (change == "damaged" || change == "cut") {
            for (const auto& entry : std::filesystem::recursive_directory_iterator(tree.path("cache"))) {
                if (entry.is_regular_file())
                    std::filesystem::resize_file(entry.path(), entry.file_size() - cut);
            }
        }
        QVERIFY(!cache.version(language, cache.stateOf(language)));
    }

    void schedulerAsksOnce()
    {
        SmallContest contest;
        contest.addProblem("sum", 1);
        contest.addSubmission("sum", "* ok", "script");
        contest.addSubmission("sum", "* ok", "missing");
        SmallMachine machine;
        std::atomic<int> asked{0};
        const auto handler = machine.handler();
        sandbox::FakeSandbox sandbox([&](const sandbox::RunRequest& request, sandbox::BoxRole role, int slot,
                                         const std::stop_token& stop) {
            asked += request.arguments.at(0).ends_with("version") ? 1 : 0;
            return handler(request, role, slot, stop);
        });
        Options options;
        options.cacheFolder = contest.tree.path("cache");
        SchedulerRun first;
        first.run(contest.plan, sandbox, options);
        QCOMPARE(asked.load(), 2);
        SchedulerRun second;
        second.run(contest.plan, sandbox, options);
        // One that is not there is looked for again: it may have been installed where nobody sees it.
        QCOMPARE(asked.load(), 3);
        for (const SchedulerRun* run : {&first, &second}) {
            QCOMPARE(verdictText(run->of(1)), std::string("AC"));
            QVERIFY(run->of(2).state == model::SubmissionState::NoToolchain);
            QCOMPARE(run->summary->toolchains.at(0).version, std::string("Fake 1.0"));
        }
    }
};

QTEST_GUILESS_MAIN(TestToolchainCache)
#include "test_toolchain_cache.moc"
