// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of source files: what encoding they are in, and what is no source file at all.
#include "base/file_kind.h"
#include "base/text_encoding.h"
#include "base/utf8.h"

#include <QTest>

using namespace assize;

namespace {

QByteArray utf16(const QString& text, bool bigEndian, bool mark)
{
    QByteArray bytes = mark ? QByteArray(bigEndian ? "\xFE\xFF" : "\xFF\xFE") : QByteArray();
    for (const QChar unit : text) {
        bytes += static_cast<char>(bigEndian ? unit.unicode() >> 8 : unit.unicode() & 0xFF);
        bytes += static_cast<char>(bigEndian ? unit.unicode() & 0xFF : unit.unicode() >> 8);
    }
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(TextEncoding)

class TestTextEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void becomesUtf8_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<TextEncoding>("encoding");
        QTest::addColumn<QByteArray>("text");
        const auto asItIs = [](const char* name, const QByteArray& bytes) {
            QTest::newRow(name) << bytes << TextEncoding::AsItIs << bytes;
        };
        asItIs("empty", "");
        asItIs("ASCII", "int main() {}\r\n");
        asItIs("Latin-1", "// \xFC\n");
        asItIs("half a mark", "\xEF\xBB");
        asItIs("a mark that is not first", " \xEF\xBB\xBF");
        asItIs("one NUL in a text", QByteArray("int main\0() {}", 14));
        asItIs("NUL in both halves", QByteArray("a\0b\0\0\0c\0d\0", 10));
        asItIs("too short to tell", QByteArray("a\0b\0", 4));
        asItIs("mark of UTF-32", QByteArray("\xFF\xFE\0\0a\0\0\0", 8));
        const auto row = [](const char* name, const QByteArray& bytes, TextEncoding encoding,
                            const QByteArray& text) { QTest::newRow(name) << bytes << encoding << text; };
        row("UTF-8 mark", "\xEF\xBB\xBFx", TextEncoding::MarkedUtf8, "x");
        row("mark alone", "\xEF\xBB\xBF", TextEncoding::MarkedUtf8, "");
        row("two marks", "\xEF\xBB\xBF\xEF\xBB\xBFx", TextEncoding::MarkedUtf8, "x");
        const QString text = QStringLiteral(u"// \u00F6 \u4E2D \U0001F600\r\nint main() {}\n");
        row("little", utf16(text, false, true), TextEncoding::Utf16LittleEndian, text.toUtf8());
        row("big", utf16(text, true, true), TextEncoding::Utf16BigEndian, text.toUtf8());
        row("little, no mark", utf16(text, false, false), TextEncoding::Utf16LittleEndian, text.toUtf8());
        row("big, no mark", utf16(text, true, false), TextEncoding::Utf16BigEndian, text.toUtf8());
        row("odd length", "\xFF\xFE" + QByteArray("a\0b", 3), TextEncoding::Utf16LittleEndian,
            "a\xEF\xBF\xBD");
        row("surrogates that are no pair",
            utf16(QString(QChar(0xD800)) + QChar(u'a') + QChar(0xDC00), true, true),
            TextEncoding::Utf16BigEndian,
            "\xEF\xBF\xBD"
            "a\xEF\xBF\xBD");
    }
    void becomesUtf8()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(TextEncoding, encoding);
        QFETCH(QByteArray, text);
        QCOMPARE(static_cast<int>(textEncodingOf(bytes.toStdString())), static_cast<int>(encoding));
        QCOMPARE(QByteArray::fromStdString(decodedText(bytes.toStdString())), text);
        QCOMPARE(encodingNote("a.c", encoding).empty(), encoding == TextEncoding::AsItIs);
    }

    void isDecidedByTheHead()
    {
        const std::string head(kEncodingHead, 'x');
        const std::string zeros(3 * kEncodingHead, '\0');
        QCOMPARE(static_cast<int>(textEncodingOf(head + zeros)), static_cast<int>(TextEncoding::AsItIs));
    }

    void characters_data()
    {
        QTest::addColumn<uint>("character");
        for (const uint one :
             {0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU})
            QTest::addRow("%x", one) << one;
    }
    void characters()
    {
        QFETCH(uint, character);
        const char32_t one = character;
        std::string text;
        appendUtf8(text, character);
        QCOMPARE(QByteArray::fromStdString(text), QString::fromUcs4(&one, 1).toUtf8());
    }
    void numbersThatAreNoCharacter()
    {
        std::string text;
        appendUtf8(text, 0xD800);
        appendUtf8(text, 0x110000);
        QCOMPARE(text, std::string("\xEF\xBF\xBD\xEF\xBF\xBD"));
    }

    void kinds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("kind"); // a part of it; empty: text
        const auto row = [](const char* name, const QByteArray& bytes, const char* kind) {
            QTest::newRow(name) << bytes << QString::fromLatin1(kind);
        };
        const QByteArray zip = QByteArray("PK\3\4\24\0\0\0\10\0", 10);
        row("zip", zip + "a.cpp" + QByteArray(30, '\1'), "ZIP archive");
        row("empty zip", "PK\5\6" + QByteArray(18, '\0'), "ZIP archive");
        row("docx", zip + "[Content_Types].xml" + QByteArray(600, '\1') + "word/document.xml", "Word");
        row("xlsx", zip + "xl/workbook.xml" + QByteArray(9, '\1'), "Excel");
        row("odt", zip + "mimetypeapplication/vnd.oasis.opendocument.textPK", "odt");
        row("ods", zip + "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK", "OpenDocument file");
        row("jar", zip + "META-INF/MANIFEST.MF" + QByteArray(9, '\1'), "jar");
        row("doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + QByteArray(20, '\0'), "Office");
        row("PDF", "%PDF-1.7\n%\xe2\xe3\n", "PDF");
        row("ELF",
            QByteArray("\x7f"
                       "ELF\2\1\1\0\0\0\0\0",
                       12),
            "ELF");
        row("Mach-O", QByteArray("\xcf\xfa\xed\xfe\7\0\0\1", 8), "Mach-O");
        row("universal Mach-O", QByteArray("\xca\xfe\xba\xbe\0\0\0\2\1\0\0\7", 12), "Mach-O");
        row("exe", QByteArray("MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff", 14), "exe");
        row("class", QByteArray("\xca\xfe\xba\xbe\0\0\0\x3d\0\x1d", 10) + "xx", "class file");
        row("pyc", QByteArray("\xa7\x0d\x0d\x0a\0\0\0\0\x11\x22\x33\x44\x55\0\0\0", 16), "pyc");
        row("7z", "7z\xbc\xaf\x27\x1c", "7z");
        row("RAR", "Rar!\x1a\x07", "RAR");
        row("gzip", "\x1f\x8b\x08", "gzip");
        row("tar", QByteArray("a.c") + QByteArray(254, '\0') + "ustar" + QByteArray(250, '\0'), "tar");
        row("PNG", "\x89PNG\r\n\x1a\n", "PNG");
        row("JPEG", "\xff\xd8\xff\xe0", "JPEG");
        row("GIF", "GIF89a", "GIF");
        row("AppleDouble", QByteArray("\0\5\x16\7\0\2", 6), "AppleDouble");
        row("shortcut", QByteArray("L\0\0\0\1\x14\2\0", 8), "shortcut");
        row("UTF-32", QByteArray("\xff\xfe\0\0i\0\0\0", 8), "UTF-32");
        row("zeros", QByteArray(5000, '\0'), "NUL bytes");
        row("noise", QByteArray("\1\2\3\4\x90\x91", 6).repeated(100), "binary data");
        QByteArray every;
        for (int i = 0; i < 512; ++i)
            every += static_cast<char>(i * 7);
        row("every byte", every, "binary data");
        row("a short text with NUL bytes", QByteArray("print(1)\n\0\0\0", 12), "");
        row("NUL bytes after a text", QByteArray("int main() {}\n").repeated(8) + QByteArray(40, '\0'), "");
        row("empty", "", "");
        row("short", "x", "");
        row("C", "int main() {}\n", "");
        row("Python: MZ = 3", "MZ = 3\nprint(MZ)\nprint('more than the shortest')\n", "");
        row("Python: BM", "BM=12345\nprint(BM)\n", "");
        row("PK", "PK = 1\nprint(PK)", "");
        row("CR LF after two letters", "x=\r\n1; print(x, 'long enough')\r\n", "");
        row("Latin-1", QByteArray("// \xe4\xf6\xfc").repeated(100), "");
        row("form feed and Ctrl-Z", "\f\fbegin end.\x1a", "");
        row("one NUL", QByteArray("int main() { return 0; }\0\n", 26), "");
        row("UTF-16", utf16(QStringLiteral("int main() {}\n"), false, true), "");
        row("UTF-16 without mark", utf16(QStringLiteral("int main() {}\n"), true, false), "");
        row("%!", "%!PS", "");
    }
    void kinds()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, kind);
        const std::string_view found = kindOfBinary(std::string_view(bytes.constData(), bytes.size()));
        const QString shown = QString::fromUtf8(found.data(), static_cast<int>(found.size()));
        QVERIFY2(kind.isEmpty() ? shown.isEmpty() : shown.contains(kind), qPrintable(shown));
    }

    void markup_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char* name, const QByteArray& text, const char* kind) {
            QTest::newRow(name) << text << QString::fromLatin1(kind);
        };
        row("HTML", "\n <!DOCTYPE html>\n<html>", "an HTML page");
        row("HTML without doctype", "<HTML lang=en>", "an HTML page");
        row("XML", "<?xml version='1.0'?>", "an XML document");
        row("RTF", "{\\rtf1\\ansi", "a Rich Text document (RTF)");
        row("notebook", "{\n \"cells\": [],\n \"nbformat\": 4}", "a Jupyter notebook");
        row("a Python dictionary", "{\"cells\": 1}\nprint(1)", "");
        row("a block", "{ console.log(1) }", "");
        row("a comment about HTML", "// <!DOCTYPE html>", "");
        row("less", "<h", "");
        row("empty", " \n", "");
    }
    void markup()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, kind);
        const std::string_view found = kindOfMarkup(std::string_view(text.constData(), text.size()));
        QCOMPARE(QString::fromUtf8(found.data(), static_cast<int>(found.size())), kind);
    }
};

QTEST_GUILESS_MAIN(TestTextEncoding)
#include "test_text_encoding.moc"
