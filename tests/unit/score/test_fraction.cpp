// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/fraction.h"

#include <QTest>

#include <random>

using namespace assize;
using score::Fraction;

class TestFraction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rounding_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<int>("parts");
        QTest::addColumn<int>("times");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("two of three") << qint64(100000000) << 3 << 2 << QByteArray("66.666667");
        QTest::newRow("three of three") << qint64(100000000) << 3 << 3 << QByteArray("100");
        QTest::newRow("one of three") << qint64(100000000) << 3 << 1 << QByteArray("33.333333");
        QTest::newRow("half a millionth") << qint64(1) << 2 << 1 << QByteArray("0.000001");
        QTest::newRow("half a millionth below 0") << qint64(-1) << 2 << 1 << QByteArray("-0.000001");
        QTest::newRow("a third of it") << qint64(1) << 3 << 1 << QByteArray("0");
        QTest::newRow("below 0") << qint64(-100000000) << 3 << 2 << QByteArray("-66.666667");
        QTest::newRow("no parts") << qint64(5000000) << 0 << 1 << QByteArray("5");
        QTest::newRow("largest") << qint64(INT64_MAX) << 1 << 1 << QByteArray("9223372036854.775807");
        QTest::newRow("smallest") << qint64(INT64_MIN) << 1 << 1 << QByteArray("-9223372036854.775808");
        QTest::newRow("too large") << qint64(INT64_MAX) << 1 << 2 << QByteArray("none");
    }

    void rounding()
    {
        QFETCH(qint64, micros);
        QFETCH(int, parts);
        QFETCH(int, times);
        QFETCH(QByteArray, text);
        const Fraction one(model::ScoreShare{Decimal::fromMicros(micros), parts});
        std::optional<Fraction> sum = Fraction();
        for (int i = 0; i < times; ++i)
            sum = sum->plus(one);
        const std::optional<Decimal> rounded = sum->rounded();
        QCOMPARE(QByteArray::fromStdString(rounded ? rounded->toString() : "none"), text);
    }

    void unlikeParts()
    {
        // 1/2 + 1/3 + 1/7 + 1/42 = 1
        std::optional<Fraction> sum = Fraction();
        for (int parts : {2, 3, 7, 42})
            sum = sum->plus(Fraction(model::ScoreShare{1, parts}));
        QVERIFY(*sum == Fraction(Decimal(1)));
        QVERIFY(*Fraction(model::ScoreShare{10, 3}).times(*Decimal::parse("0.3")) == Fraction(Decimal(1)));
        QVERIFY(*Fraction(Decimal(7)).dividedBy(7) == Fraction(Decimal(1)));
    }

    void whatDoesNotFitIsToldAndNotWrapped()
    {
        // The product of these primes is beyond 128 bits.
        std::optional<Fraction> sum = Fraction();
        int added = 0;
        for (int parts : {99991, 99989, 99971, 99961, 99929, 99923, 99907, 99901, 99881, 99877}) {
            sum = sum->plus(Fraction(model::ScoreShare{100, parts}));
            if (!sum)
                break;
            ++added;
        }
        QVERIFY(!sum);
        QVERIFY(added >= 5);
        std::optional<Fraction> product = Fraction(Decimal::fromMicros(INT64_MAX));
        for (int i = 0; product && i < 4; ++i)
            product = product->times(Decimal::fromMicros(INT64_MAX));
        QVERIFY(!product);
    }

    void order()
    {
        // Against doubles where these are exact enough, and against themselves.
        std::mt19937 random(20240917);
        std::uniform_int_distribution<int> whole(-50, 50);
        std::uniform_int_distribution<int> parts(1, 12);
        for (int i = 0; i < 20000; ++i) {
            const model::ScoreShare a{whole(random), parts(random)};
            const model::ScoreShare b{whole(random), parts(random)};
            const double left = a.whole.toDouble() * b.parts;
            const double right = b.whole.toDouble() * a.parts;
            QCOMPARE(Fraction(a) < Fraction(b), left < right);
            QCOMPARE(Fraction(a) == Fraction(b), left == right);
            QCOMPARE(Fraction(a) > Fraction(b), left > right);
        }
        // Larger than any product would allow.
        const Fraction huge = *Fraction(Decimal::fromMicros(INT64_MAX)).times(Decimal::fromMicros(INT64_MAX));
        QVERIFY(huge > Fraction(Decimal(1)));
        QVERIFY(Fraction(Decimal(-1)) < huge);
        QVERIFY(huge == huge);
    }
};

QTEST_GUILESS_MAIN(TestFraction)
#include "test_fraction.moc"
