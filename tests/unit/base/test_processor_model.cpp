// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processor_model.h"

#include <QTest>

using namespace assize;

class TestProcessorModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void model_data()
    {
        QTest::addColumn<QByteArray>("cpuinfo");
        QTest::addColumn<QByteArray>("model");
        QTest::newRow("x86") << QByteArray(
                                    "processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel\t\t: 1\n"
                                    "model name\t: AMD EPYC 7763 64-Core Processor  \n\nprocessor\t: 1\n"
                                    "model name\t: another\n")
                             << QByteArray("AMD EPYC 7763 64-Core Processor");
        QTest::newRow("ARM") << QByteArray("processor\t: 0\nBogoMIPS\t: 50.00\nCPU implementer\t: 0x41\n"
                                           "CPU architecture: 8\nCPU variant\t: 0x3\nCPU part\t: 0xd0c\n"
                                           "CPU revision\t: 1\n")
                             << QByteArray(
                                    "CPU implementer 0x41, CPU part 0xd0c, CPU variant 0x3, CPU revision 1");
        QTest::newRow("neither") << QByteArray("processor\t: 0\nmodel\t\t: 1\n") << QByteArray();
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("no end of line") << QByteArray("model name : Z80") << QByteArray("Z80");
        QTest::newRow("without a value") << QByteArray("model name\t: \n") << QByteArray();
    }
    void model()
    {
        QFETCH(QByteArray, cpuinfo);
        QFETCH(QByteArray, model);
        QCOMPARE(QByteArray::fromStdString(processorModelFrom(cpuinfo.toStdString())), model);
    }

    void aFileThatIsNotThere() { QCOMPARE(processorModel("/nonexistent/cpuinfo"), std::string()); }
};

QTEST_GUILESS_MAIN(TestProcessorModel)
#include "test_processor_model.moc"
