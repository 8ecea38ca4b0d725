// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processor_stay.h"
#include "sandbox/local/processors.h"

#include <QTest>

#include <algorithm>
#include <set>

using assize::ProcessorStay;
using assize::sandbox::Processors;

namespace {

std::set<int> allowed()
{
    cpu_set_t set;
    std::set<int> result;
    if (::sched_getaffinity(0, sizeof set, &set) != 0)
        return result;
    for (int processor = 0; processor < CPU_SETSIZE; ++processor) {
        if (CPU_ISSET(static_cast<std::size_t>(processor), &set))
            result.insert(processor);
    }
    return result;
}

} // namespace

class TestProcessors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noTwoSlotsShareOne()
    {
        const std::set<int> all = allowed();
        Processors processors;
        std::set<int> given;
        const int slots = static_cast<int>(all.size()) + 2;
        int without = 0;
        for (int slot = 0; slot < slots; ++slot) {
            const std::optional<int> processor = processors.of(slot);
            QCOMPARE(processors.of(slot), processor);
            if (!processor) {
                ++without;
                continue;
            }
            QVERIFY(all.contains(*processor));
            QVERIFY(given.insert(*processor).second);
        }
        // Other tests may judge at the same time and hold some.
        QVERIFY(without >= 2);
    }

    void whatOneHoldsNobodyElseGets()
    {
        const int slots = static_cast<int>(allowed().size());
        std::optional<int> held;
        {
            Processors first;
            held = first.of(0);
            if (!held)
                QSKIP("every processor is held by something else that judges on this machine");
            Processors second;
            for (int slot = 0; slot < slots; ++slot)
                QVERIFY(second.of(slot) != held);
        }
        Processors third;
        bool again = false;
        for (int slot = 0; slot < slots; ++slot)
            again |= third.of(slot) == held;
        QVERIFY2(again, "a processor was not given back");
    }

    void aThreadStaysForAWhile()
    {
        const std::set<int> before = allowed();
        {
            const ProcessorStay stay(*before.begin());
            QCOMPARE(allowed(), std::set<int>{*before.begin()});
        }
        QCOMPARE(allowed(), before);
        const ProcessorStay nowhere(std::nullopt);
        QCOMPARE(allowed(), before);
    }
};

QTEST_GUILESS_MAIN(TestProcessors)
#include "test_processors.moc"
