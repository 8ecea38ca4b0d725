// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hand_in_content.h"

#include <QtTest>

using namespace assize;
using files::HandInContent;

/// What the unpacking program says is not believed: it read what contestants made, and may be theirs.
class TestHandInContent : public QObject
{
    Q_OBJECT

    static QString errorOf(const HandInContent& content, const files::HandInLimits& limits = {})
    {
        const std::string bytes = files::encodeContent(content);
        std::string_view left = bytes;
        const auto read = files::decodeContent(left, limits);
        return read ? QString() : QString::fromStdString(read.error().message);
    }

private Q_SLOTS:
    void comesBackAsItWas()
    {
        HandInContent content;
        content.files = {{"a/b.cpp", 7, std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000))},
                         {"\xC4\xE3.cpp", 0, std::nullopt}};
        content.leftOut = {{"../x", "leads out"}};
        content.notes = {"One.", "Two."};
        const std::string bytes = files::encodeContent(content) + "the contents";
        std::string_view left = bytes;
        const auto read = files::decodeContent(left, {});
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(left, std::string_view("the contents"));
        QCOMPARE(read->files.size(), 2U);
        QCOMPARE(read->files[0].name, std::string("a/b.cpp"));
        QCOMPARE(read->files[0].size, 7U);
        QVERIFY(read->files[0].modified == content.files[0].modified);
        QVERIFY(!read->files[1].modified);
        QCOMPARE(read->leftOut[0].reason, std::string("leads out"));
        QCOMPARE(read->notes.size(), 2U);
        QCOMPARE(read->next, 0U);
    }

    void refusesWhatBreaksARule_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<qulonglong>("size");
        QTest::addColumn<QString>("expected");
        QTest::newRow("absolute") << QByteArray("/etc/x") << 1ULL << "absolute name";
        QTest::newRow("dot dot") << QByteArray("a/../../x") << 1ULL << "leads out";
        QTest::newRow("empty") << QByteArray("") << 1ULL << "is the name of a member";
        QTest::newRow("only dots") << QByteArray("./.") << 1ULL << "no proper name";
        QTest::newRow("two slashes") << QByteArray("a//x") << 1ULL << "no proper name";
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << 1ULL << "no proper name";
        QTest::newRow("deep") << QByteArray("1/2/3/4/5/6/7/8/9/x") << 1ULL << "too deep";
        QTest::newRow("long part") << QByteArray(256, 'n') << 1ULL << "too long a name";
        QTest::newRow("long name") << QByteArray(5000, 'n') << 1ULL << "too large";
        QTest::newRow("large") << QByteArray("x") << (64ULL << 20) + 1 << "too large";
        QTest::newRow("largest number") << QByteArray("x") << ~0ULL << "too large";
        QTest::newRow("together too large") << QByteArray("x") << (64ULL << 20) << "more bytes";
        QTest::newRow("the same again") << QByteArray("first") << 1ULL << "is there twice";
        QTest::newRow("below a file") << QByteArray("first/x") << 1ULL << "below a member";
    }
    void refusesWhatBreaksARule()
    {
        QFETCH(QByteArray, name);
        QFETCH(qulonglong, size);
        QFETCH(QString, expected);
        HandInContent content;
        content.files = {{"first", 1, std::nullopt}, {name.toStdString(), size, std::nullopt}};
        const QString error = errorOf(content);
        QVERIFY2(error.contains(expected), qPrintable(error));
    }

    void refusesTooMany()
    {
        HandInContent content;
        for (int i = 0; i <= 2000; ++i)
            content.files.push_back({std::to_string(i), 0, std::nullopt});
        QVERIFY(errorOf(content).contains("too large"));
        content.files.pop_back();
        QCOMPARE(errorOf(content), QString());
    }

    void onlyAnArchiveOfAllComesInParts()
    {
        HandInContent content;
        content.next = 5;
        QVERIFY(errorOf(content).contains("too large"));
        QCOMPARE(errorOf(content, files::limitsOfAll()), QString());
    }

    void refusesARefusedArchiveWithFiles()
    {
        HandInContent content;
        content.refusedBecause = "it is encrypted";
        QCOMPARE(errorOf(content), QString());
        content.files = {{"x", 0, std::nullopt}};
        QVERIFY(errorOf(content).contains("refused archive"));
    }

    void refusesEveryCutAndEveryGarbage()
    {
        HandInContent content;
        content.files = {{"a.cpp", 1, std::nullopt}};
        content.leftOut = {{"l", "r"}};
        content.notes = {"n"};
        const std::string whole = files::encodeContent(content);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            std::string_view left = std::string_view(whole).substr(0, length);
            QVERIFY2(!files::decodeContent(left, {}), std::to_string(length).c_str());
        }
        // A number of any size at any place neither crashes nor takes memory that is not there.
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string bent = whole;
            bent[at] = '\xFF';
            std::string_view left = bent;
            (void)files::decodeContent(left, {});
            QVERIFY(left.size() <= bent.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestHandInContent)
#include "test_hand_in_content.moc"
