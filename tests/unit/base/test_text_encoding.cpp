// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_encoding.h"

#include <QByteArray>
#include <QTest>

using namespace assize;

class TestTextEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("encoding");
        const auto add = [](const char* row, QByteArray bytes, QByteArray text, TextEncoding encoding) {
            QTest::newRow(row) << bytes << text << static_cast<int>(encoding);
        };
        using E = TextEncoding;
        add("nothing", "", "", E::Plain);
        add("plain", "2\n", "2\n", E::Plain);
        add("what is no text stays", QByteArray("\xff\0\x80", 3), QByteArray("\xff\0\x80", 3), E::Plain);
        add("a mark alone", "\xef\xbb\xbf", "", E::Utf8WithMark);
        add("UTF-8 with mark", "\xef\xbb\xbf\x32\n", "2\n", E::Utf8WithMark);
        add("half a mark", "\xef\xbb\x32", "\xef\xbb\x32", E::Plain);
        add("little endian", QByteArray("\xff\xfe\x32\0\r\0\n\0", 8), "2\r\n", E::Utf16LittleEndian);
        add("big endian", QByteArray("\xfe\xff\0\x32\0\n", 6), "2\n", E::Utf16BigEndian);
        add("two and three bytes", QByteArray("\xff\xfe\xe9\0\xac\x20", 6), "\xc3\xa9\xe2\x82\xac",
            E::Utf16LittleEndian);
        add("a pair", QByteArray("\xfe\xff\xd8\x3d\xde\x00", 6), "\xf0\x9f\x98\x80", E::Utf16BigEndian);
        add("half a pair", QByteArray("\xfe\xff\xd8\x3d\0A", 6), "\xef\xbf\xbd\x41", E::Utf16BigEndian);
        add("half a character", QByteArray("\xff\xfe\x41\0\x42", 5), "A\xef\xbf\xbd", E::Utf16LittleEndian);
    }
    void decodes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QFETCH(int, encoding);
        const DecodedText decoded = decodeText({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        QCOMPARE(QByteArray::fromStdString(decoded.text), text);
        QCOMPARE(static_cast<int>(decoded.encoding), encoding);
    }
};

QTEST_APPLESS_MAIN(TestTextEncoding)
#include "test_text_encoding.moc"
