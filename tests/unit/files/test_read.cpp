// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hash.h"
#include "files/mapped_file.h"
#include "files/read.h"
#include "support/tree_builder.h"

#include <QTest>

using namespace assize;

class TestRead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWithinTheLimit()
    {
        test::TreeBuilder tree;
        tree.file("a", "12345");
        QCOMPARE(*files::readFile(tree.path("a"), 5), std::string("12345"));
        const auto tooLarge = files::readFile(tree.path("a"), 4);
        QVERIFY(!tooLarge);
        QCOMPARE(tooLarge.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(*files::readHead(tree.path("a"), 2), std::string("12"));
    }

    void refusesWhatIsNoRegularFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("FIFO") << "fifo"
                              << "it is a FIFO";
        QTest::newRow("link") << "link"
                              << "it is a symbolic link";
        QTest::newRow("folder") << "folder"
                                << "it is a folder";
        QTest::newRow("device") << "/dev/null"
                                << "it is a device";
        QTest::newRow("nothing") << "nothing"
                                 << "ENOENT";
    }
    void refusesWhatIsNoRegularFile()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        tree.fifo("fifo").file("a").link("link", "a").folder("folder");
        const auto file = files::openRegularFile(tree.path(name.toStdString()));
        QVERIFY(!file);
        QVERIFY2(file.error().message.find(expected.toStdString()) != std::string::npos,
                 file.error().message.c_str());
    }

    void resolvesLinksBelowABoundary()
    {
        test::TreeBuilder tree;
        tree.file("in/a", "x").file("out", "y").file("inner", "z");
        tree.link("in/good", "a")
            .link("in/bad", "../out")
            .link("in/nowhere", "b")
            .link("in/prefix", "../inner");
        QCOMPARE(*files::resolveBelow(tree.path("in/good"), tree.path("in")), tree.path("in/a"));
        QVERIFY(!files::resolveBelow(tree.path("in/bad"), tree.path("in")));
        QVERIFY(!files::resolveBelow(tree.path("in/prefix"), tree.path("in")));
        const auto nowhere = files::resolveBelow(tree.path("in/nowhere"), tree.path("in"));
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().kind, ErrorKind::Io);
    }

    void quotesNamesAsOneLine()
    {
        QCOMPARE(files::quoted(std::string_view("a\nb\t\xff\x01")), std::string("\"a\\nb\\t\\xff\\x01\""));
    }

    void mapsWhatItReads_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("empty") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("largest read") << static_cast<int>(files::MappedFile::kLargestRead);
        QTest::newRow("smallest mapped") << static_cast<int>(files::MappedFile::kLargestRead) + 1;
    }
    void mapsWhatItReads()
    {
        QFETCH(int, size);
        std::string content(static_cast<std::size_t>(size), 'x');
        if (!content.empty())
            content.back() = 'y';
        test::TreeBuilder tree;
        tree.file("a", content);
        auto opened = files::MappedFile::open(tree.path("a"));
        QVERIFY(opened);
        files::MappedFile first = std::move(*opened);
        files::MappedFile second = std::move(first);
        QVERIFY(second.bytes() == content);
        first = std::move(second);
        QVERIFY(first.bytes() == content);
    }

    void hashesFieldsAndFiles()
    {
        // The digest of nothing, from the specification of XXH3 (128 bits, seed 0).
        QCOMPARE(files::hashOf(""), std::string("99aa06d3014798d86001c324468d497f"));
        files::Hasher one;
        one.add("ab");
        one.add("c");
        files::Hasher two;
        two.add("a");
        two.add("bc");
        QVERIFY(one.hex() != two.hex());

        const std::string large(700'000, 'q');
        test::TreeBuilder tree;
        tree.file("a", large);
        files::Hasher memory;
        memory.add(large);
        files::Hasher disk;
        QVERIFY(disk.addFile(tree.path("a")));
        QCOMPARE(disk.hex(), memory.hex());
        files::Hasher head;
        QVERIFY(head.addFile(tree.path("a"), 1000));
        QVERIFY(head.hex() != disk.hex());
        QVERIFY(!disk.addFile(tree.path("none")));
    }
};

QTEST_GUILESS_MAIN(TestRead)
#include "test_read.moc"
