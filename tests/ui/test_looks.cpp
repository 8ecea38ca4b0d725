// SPDX-License-Identifier: GPL-3.0-or-later
// Geometry, colours and differences: what the window draws, without drawing it.
#include "ui/delegates/cell_layout.h"
#include "ui/delegates/glyphs.h"
#include "ui/state/difference.h"
#include "ui/state/source_reader.h"
#include "ui/state/theme.h"

#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <sys/stat.h>

using namespace assize;
using namespace assize::ui;
using namespace Qt::Literals::StringLiterals;

class TestLooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrast_data();
    void contrast();
    void marksDiffer();
    void squaresLieInTheCell_data();
    void squaresLieInTheCell();
    void difference_data();
    void difference();
    void whitespaceAlone();
    void sources();
};

void TestLooks::contrast_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addRow("light") << lightPalette();
    QTest::addRow("dark") << darkPalette();
}

void TestLooks::contrast()
{
    QFETCH(QPalette, palette);
    const bool dark = isDark(palette);
    QCOMPARE(dark, QByteArray(QTest::currentDataTag()) == "dark");
    for (int i = 0; i < kMarkCount; ++i) {
        const Mark mark = static_cast<Mark>(i);
        const MarkColors colors = markColors(mark, dark);
        const QColor background = colors.fill.alpha() > 0 ? colors.fill : palette.color(QPalette::Base);
        QVERIFY2(ui::contrast(colors.text, background) >= 4.5, qPrintable(markName(mark)));
        const QColor tint = cellTint(mark, palette);
        QVERIFY2(ui::contrast(palette.color(QPalette::Text), tint) >= 4.5, qPrintable(markName(mark)));
        QVERIFY2(ui::contrast(mutedText(palette), tint) >= 4.5, qPrintable(markName(mark)));
    }
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
        {QPalette::WindowText, QPalette::Window},         {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase},        {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::Link, QPalette::Base},
        {QPalette::ToolTipText, QPalette::ToolTipBase},   {QPalette::PlaceholderText, QPalette::Base}};
    for (const auto& [text, background] : pairs)
        QVERIFY2(ui::contrast(palette.color(text), palette.color(background)) >= 4.3,
                 qPrintable(QString::number(text)));
}

/// No two marks look the same without their colour: the symbols differ.
void TestLooks::marksDiffer()
{
    QList<QImage> images;
    for (int i = 0; i < kMarkCount - 1; ++i) {
        QImage image(16, 16, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        drawGlyph(painter, static_cast<Mark>(i), QRectF(0, 0, 16, 16), Qt::black);
        painter.end();
        QVERIFY2(!images.contains(image), qPrintable(markName(static_cast<Mark>(i))));
        images << image;
    }
}

void TestLooks::squaresLieInTheCell_data()
{
    QTest::addColumn<Zoom>("zoom");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("tests");
    QTest::addColumn<int>("samples");
    for (const Zoom zoom : {Zoom::Compact, Zoom::Normal, Zoom::Large}) {
        for (const int tests : {0, 1, 2, 8, 14, 40, 100, 1000}) {
            for (const int width : {60, 89, 170})
                QTest::addRow("zoom %d, %d tests, %d wide", static_cast<int>(zoom), tests, width)
                    << zoom << width << tests << std::min(tests, 2);
        }
    }
}

void TestLooks::squaresLieInTheCell()
{
    QFETCH(Zoom, zoom);
    QFETCH(int, width);
    QFETCH(int, tests);
    QFETCH(int, samples);
    const ZoomMetrics metrics = ZoomMetrics::make(zoom, 16);
    const int height = CellLayout::neededHeight(metrics, width, tests, samples);
    const CellLayout layout = CellLayout::make(metrics, width, height, tests, samples);
    const QRect cell(0, 0, width, height);
    QRegion taken;
    for (int i = 0; i < tests; ++i) {
        const QRect square = layout.squareRect(i);
        QVERIFY(cell.contains(square));
        QVERIFY(!layout.line.intersects(square));
        QVERIFY(!taken.intersects(square));
        taken += square;
        QCOMPARE(layout.squareAt(square.center()), i);
    }
    QCOMPARE(layout.squareAt(QPoint(0, 0)), -1);
    QCOMPARE(layout.squareAt(QPoint(width, height)), -1);
}

void TestLooks::difference_data()
{
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<bool>("any");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("outputLine");
    QTest::addColumn<int>("outputColumn");
    QTest::addRow("same") << QByteArray("1 2\n") << QByteArray("1 2\n") << false << -1 << -1 << -1 << -1;
    QTest::addRow("token") << QByteArray("7\n42 x\n") << QByteArray("7\n41 x\n") << true << 1 << 0 << 1 << 0;
    QTest::addRow("later in the line")
        << QByteArray("1 2 3\n") << QByteArray("1 2 4\n") << true << 0 << 4 << 0 << 4;
    QTest::addRow("other line ends before")
        << QByteArray("1\n2\n3\n") << QByteArray("1 2\n4\n") << true << 2 << 0 << 1 << 0;
    QTest::addRow("ends too soon") << QByteArray("1\n2\n") << QByteArray("1\n") << true << 1 << 0 << 1 << 0;
    QTest::addRow("goes on") << QByteArray("1\n") << QByteArray("1\n2\n") << true << 1 << 0 << 1 << 0;
    QTest::addRow("nothing written") << QByteArray("1\n") << QByteArray() << true << 0 << 0 << 0 << 0;
    QTest::addRow("bytes that are no text")
        << QByteArray("a\n") << QByteArray("\xff\xfe\0b", 4) << true << 0 << 0 << 0 << 0;
}

void TestLooks::difference()
{
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, output);
    const Difference found = findDifference(expected.toStdString(), output.toStdString());
    QTEST(found.any, "any");
    QTEST(found.line, "line");
    QTEST(found.column, "column");
    QTEST(found.outputLine, "outputLine");
    QTEST(found.outputColumn, "outputColumn");
    QVERIFY(!found.onlyWhitespace);
    QVERIFY(!found.output.contains(QChar(0)));
}

void TestLooks::whitespaceAlone()
{
    const Difference found = findDifference("a b\nc\n", "a  b\nc \n");
    QVERIFY(found.any);
    QVERIFY(found.onlyWhitespace);
    QCOMPARE(found.expected, u"a\u00b7b\u21b5\nc\u21b5\n"_s);
    QCOMPARE(found.output, u"a\u00b7\u00b7b\u21b5\nc\u00b7\u21b5\n"_s);
    QCOMPARE(found.line, 0);
    QCOMPARE(found.column, 2);
}

void TestLooks::sources()
{
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    std::ofstream(root / "a.cpp") << "int main() {}\n\x1b[2J";
    const auto read = [&root](const char* name) { return readSource({name, root / name, 0}); };
    QCOMPARE(*read("a.cpp"), u"int main() {}\n\\x1b[2J"_s);
    std::filesystem::create_symlink(root / "a.cpp", root / "link.cpp");
    QVERIFY(!read("link.cpp"));
    // A FIFO that nobody writes to must not be waited for.
    QCOMPARE(::mkfifo((root / "fifo.cpp").c_str(), 0600), 0);
    QVERIFY(!read("fifo.cpp"));
    QVERIFY(!read("gone.cpp"));
    std::ofstream(root / "long.py") << std::string(1 << 20, 'x');
    QCOMPARE(read("long.py")->size(), (256 << 10) + 2);
}

QTEST_MAIN(TestLooks)
#include "test_looks.moc"
