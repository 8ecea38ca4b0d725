// SPDX-License-Identifier: GPL-3.0-or-later
// core/ serves a command line, a window and whatever comes later, so its sentences name no option of one and
// no menu of the other: that is what a Remedy is for (base/remedy.h).
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsAreFound();
    void literalsAreRead();
    void coreNamesNoFrontEnd();
};

namespace {

QString textOf(const QString& file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

QString folder(const char* name)
{
    return QStringLiteral(ASSIZE_SOURCE_DIR "/") + QLatin1String(name);
}

/// The options that `assize` declares, with their dashes.
QStringList optionsOfTheCommandLine()
{
    static const QRegularExpression declared(QStringLiteral(R"re("(?:-\w,)?(--[a-z][a-z-]+)")re"));
    QStringList options;
    for (auto match = declared.globalMatch(textOf(folder("app/cli/main.cpp"))); match.hasNext();)
        options << match.next().captured(1);
    options.removeDuplicates();
    return options;
}

/// The string literals of a source, without comments; pieces that follow each other are one.
QStringList literalsOf(QString source)
{
    static const QRegularExpression comment(QStringLiteral(R"((?m)^\s*//.*$|\s//.*$)"));
    static const QRegularExpression seam(QStringLiteral(R"re("\s*\n\s*")re"));
    static const QRegularExpression literal(QStringLiteral(R"re("(?:[^"\\\n]|\\.)*")re"));
    source.remove(comment).remove(seam);
    QStringList literals;
    for (auto match = literal.globalMatch(source); match.hasNext();)
        literals << match.next().captured();
    return literals;
}

/// Those of `words` that a literal names.
QStringList named(const QString& literal, const QStringList& words)
{
    QStringList found;
    for (const QString& word : words) {
        const QRegularExpression whole(
            QStringLiteral("(?<![\\w-])%1(?![\\w-])").arg(QRegularExpression::escape(word)));
        if (literal.contains(whole))
            found << word;
    }
    return found;
}

} // namespace

void TestWords::optionsAreFound()
{
    const QStringList options = optionsOfTheCommandLine();
    for (const char* option : {"--submissions", "--db", "--sandbox", "--strict", "--rejudge", "--layout"})
        QVERIFY2(options.contains(QLatin1String(option)), option);
}

void TestWords::literalsAreRead()
{
    const QStringList literals =
        literalsOf(QStringLiteral("f(\"name a \"\n   \"file with --db.\"); // not \"--x\"\n"));
    QCOMPARE(literals, QStringList{QStringLiteral("\"name a file with --db.\"")});
    QCOMPARE(named(literals.first(), {"--db", "--d", "--only"}), QStringList{"--db"});
}

void TestWords::coreNamesNoFrontEnd()
{
    // Ctrl is a key of the window.
    const QStringList words = optionsOfTheCommandLine() << QStringLiteral("Ctrl");
    QStringList faults;
    int files = 0;
    for (QDirIterator it(folder("core"), {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString file = it.next();
        ++files;
        for (const QString& literal : literalsOf(textOf(file))) {
            for (const QString& word : named(literal, words))
                faults << file.mid(folder("").size()) + QStringLiteral(": ") + word + QStringLiteral(" in ") +
                              literal;
        }
    }
    QVERIFY(files > 300);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

QTEST_APPLESS_MAIN(TestWords)
#include "test_words.moc"
