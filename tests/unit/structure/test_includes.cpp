// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every #include of core/, app/ and ui/ and fails on one that goes against the arrows between the
// modules, and on an arrow that nothing uses. They are the lists of core/CMakeLists.txt and
// ui/CMakeLists.txt, by which the modules are also linked; but every module's headers lie in one include
// folder, so that only this test sees a header that is used without being linked.
//
// Where one of a module's FOLDERS is called common, the others are parts that do not know each other, such as
// the formats of core/package: each uses itself and common, common only itself, and the files of the module's
// own folder, which put the parts together, use all.
#include <QDirIterator>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QTest>
#include <map>
#include <set>

namespace {

using Names = std::set<QString>;

struct Module
{
    QString folder;      ///< "core/sandbox/local"
    QStringList folders; ///< within that one, with sources of the same module
    QStringList uses;    ///< names of modules
};
using Modules = std::map<QString, Module>;

/// Adds the modules by name that calls of `function` in a text of CMake declare:
/// `function(NAME [PATH folder] [FOLDERS folder...] [USES module...] ...)`. Their folders lie below `top`.
void readModules(const QString& cmake, const QString& function, const QString& top, Modules& modules)
{
    const QRegularExpression call(QStringLiteral(R"(^\s*%1\(([^)]*)\))").arg(function),
                                  QRegularExpression::MultilineOption);
    static const QRegularExpression blanks(QStringLiteral(R"(\s+)"));
    static const Names keywords{"PATH", "FOLDERS", "USES", "LIBRARIES", "LIBRARY"};
    for (auto match = call.globalMatch(cmake); match.hasNext();) {
        const QStringList words = match.next().captured(1).split(blanks, Qt::SkipEmptyParts);
        Module& module = modules[words.value(0)];
        module.folder = top + words.value(0);
        QString list;
        for (const QString& word : words.mid(1)) {
            if (keywords.count(word) > 0)
                list = word;
            else if (list == QLatin1String("PATH"))
                module.folder = top + word;
            else if (list == QLatin1String("FOLDERS"))
                module.folders << word;
            else if (list == QLatin1String("USES"))
                module.uses << word;
        }
    }
}

/// What each module may use beside base, by folder.
std::map<QString, Names> arrowsOf(const Modules& modules)
{
    std::map<QString, Names> arrows;
    for (const auto& [name, module] : modules) {
        Names& of = arrows[module.folder];
        for (const QString& other : module.uses)
            of.insert(modules.count(other) > 0 ? modules.at(other).folder
                                               : QStringLiteral("no module ") + other);
    }
    return arrows;
}

QString textOf(const char* file)
{
    QFile source(QStringLiteral(ASSIZE_SOURCE_DIR "/") + QLatin1String(file));
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

/// The parts of modules by folder, with the other parts that each may use.
std::map<QString, Names> partsOf(const Modules& modules)
{
    std::map<QString, Names> parts;
    for (const auto& [name, module] : modules) {
        const QString common = QStringLiteral("common");
        if (!module.folders.contains(common))
            continue;
        for (const QString& part : module.folders) {
            Names& of = parts[module.folder + QLatin1Char('/') + part];
            if (part != common)
                of.insert(module.folder + QLatin1Char('/') + common);
        }
    }
    return parts;
}

/// Of the whole tree.
const Modules& modules()
{
    static const Modules all = [] {
        Modules read;
        readModules(textOf("core/CMakeLists.txt"), QStringLiteral("assize_module"), QStringLiteral("core/"),
                    read);
        readModules(textOf("ui/CMakeLists.txt"), QStringLiteral("assize_ui_part"), QStringLiteral("ui/"),
                    read);
        return read;
    }();
    return all;
}

/// What parts use beyond the rule.
const std::map<QString, Names>& arrowsOfParts()
{
    static const std::map<QString, Names> table = {
        // Beside bare tests may lie what ICPC packages have: problem.yaml, validators, submissions.
        {"core/package/folder_of_tests", {"core/package/icpc"}},
    };
    return table;
}

const std::map<QString, Names>& parts()
{
    static const std::map<QString, Names> table = [] {
        std::map<QString, Names> all = partsOf(modules());
        for (const auto& [part, others] : arrowsOfParts())
            all[part].insert(others.begin(), others.end());
        return all;
    }();
    return table;
}

/// Modules by the folder they lie in, with those that each may use beside base and itself.
const std::map<QString, Names>& arrows()
{
    static const std::map<QString, Names> table = [] {
        std::map<QString, Names> arrow = arrowsOf(modules());
        arrow["app/box"] = {"core/sandbox/protocol"};
        arrow["app/unpack"] = {"core/files"};
        // app puts the concrete sandboxes and the engine together.
        arrow["app/cli"] = {"core/engine", "core/report", "core/model", "core/sandbox", "core/sandbox/local"};
        arrow["app/desktop"] = {"core/engine", "core/sandbox/local", "ui/pages", "ui/shell", "ui/state"};
        return arrow;
    }();
    return table;
}

struct ThirdParty
{
    const char* pattern; ///< of what stands between < and >
    Names users;
};

/// Libraries that belong to one module (or a few): the rest of the program sees only that module.
const std::vector<ThirdParty>& libraries()
{
    static const std::vector<ThirdParty> list{
        {"^(SQLiteCpp/.*|sqlite3(ext)?\\.h)$", {"core/store"}},
        {"^archive(_entry)?\\.h$", {"core/files"}},
        {"^boost/", {"core/process"}},
        {"^seccomp\\.h$", {"app/box"}},
        {"^yaml-cpp/", {"core/package", "core/toolchain"}},
        {"^pugixml", {"core/package"}},
        {"^nlohmann/", {"core/report"}},
        {"^xlsxwriter", {"core/report"}},
        {"^CLI/", {"app/cli"}},
        {"^Qsci/", {"ui/views"}},
    };
    return list;
}

/// The longest folder of the table that `file` (relative to the source tree) lies in; empty: none.
QString moduleOf(const QString& file)
{
    QString best;
    for (const auto& [module, ignored] : arrows()) {
        if (file.startsWith(module + QLatin1Char('/')) && module.size() > best.size())
            best = module;
    }
    return best;
}

/// The same of a header as it is written: from core/ or from the top.
QString moduleOfHeader(const QString& header)
{
    const QString inCore = moduleOf(QStringLiteral("core/") + header);
    return inCore.isEmpty() ? moduleOf(header) : inCore;
}

/// The part of its module that a file lies in; the module itself where that has none.
QString partOf(const QString& file, const QString& module)
{
    for (const auto& [part, ignored] : parts()) {
        if (file.startsWith(part + QLatin1Char('/')))
            return part;
    }
    return module;
}

QString partOfHeader(const QString& header, const QString& module)
{
    return partOf(header.startsWith(QLatin1String("core/")) ? header : QStringLiteral("core/") + header,
                  module);
}

bool isQtHeader(const QString& header, const char* library)
{
    static const QString folder = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    const QString name = header.section(QLatin1Char('/'), -1);
    const QString prefix = header.section(QLatin1Char('/'), 0, -2);
    return (prefix.isEmpty() || prefix == QLatin1String(library)) &&
           QFile::exists(folder + QLatin1Char('/') + QLatin1String(library) + QLatin1Char('/') + name);
}

/// Why a Qt header may not be used there; empty: it may.
QString qtComplaint(const QString& module, const QString& header)
{
    if (!header.startsWith(QLatin1Char('Q')) || header.startsWith(QLatin1String("Qsci/")))
        return {};
    if (module == QLatin1String("ui/state") || module == QLatin1String("ui/models"))
        return isQtHeader(header, "QtCore") || isQtHeader(header, "QtGui")
                   ? QString()
                   : QStringLiteral("here only Qt Core and Qt Gui are used");
    if (module.startsWith(QLatin1String("ui/")) || module == QLatin1String("app/desktop"))
        return {};
    if (module != QLatin1String("core/engine") && module != QLatin1String("app/cli"))
        return QStringLiteral("only core/engine, ui and app use Qt");
    if (!isQtHeader(header, "QtCore") && !isQtHeader(header, "QtConcurrent"))
        return QStringLiteral("here only Qt Core and Qt Concurrent are used");
    return {};
}

/// What is wrong with the include of `header` in `file`; empty: nothing.
QString complaint(const QString& file, const QString& header, bool quoted)
{
    const QString module = moduleOf(file);
    if (module.isEmpty())
        return QStringLiteral("this file lies in no module");
    if (!quoted) {
        for (const ThirdParty& library : libraries()) {
            if (QRegularExpression(QLatin1String(library.pattern)).match(header).hasMatch() &&
                !library.users.contains(module))
                return QStringLiteral("<%1> belongs to other modules").arg(header);
        }
        return qtComplaint(module, header);
    }
    if (header.contains(QLatin1String("..")))
        return QStringLiteral("includes are written from core/, not with ..");
    const QString target = moduleOfHeader(header);
    if (target.isEmpty()) {
        const bool generated =
            header.endsWith(QLatin1String(".moc")) || header.startsWith(QLatin1String("moc_")) ||
            (module == QLatin1String("app/box") && header == QLatin1String("box_filter.h"));
        const QString beside = file.section(QLatin1Char('/'), 0, -2) + QLatin1Char('/') + header;
        if (generated || QFile::exists(QStringLiteral(ASSIZE_SOURCE_DIR "/") + beside))
            return {};
        return QStringLiteral("\"%1\" is in no module").arg(header);
    }
    const QString part = partOf(file, module);
    const QString targetPart = partOfHeader(header, target);
    if (target == module && part != module && part != targetPart && !parts().at(part).contains(targetPart))
        return QStringLiteral("%1 may not use %2").arg(part, targetPart);
    const bool allowed =
        target == module || target == QLatin1String("core/base") || arrows().at(module).contains(target);
    return allowed ? QString() : QStringLiteral("%1 may not use %2").arg(module, target);
}

struct Include
{
    int line = 0;
    QString header;
    bool quoted = false;
};

std::vector<Include> includesOf(const QString& content)
{
    static const QRegularExpression include(QStringLiteral(R"(^\s*#\s*include\s*(["<])([^">]+)[">])"));
    std::vector<Include> result;
    int number = 0;
    for (const QString& line : content.split(QLatin1Char('\n'))) {
        ++number;
        if (const auto match = include.match(line); match.hasMatch())
            result.push_back({number, match.captured(2), match.captured(1) == QLatin1String("\"")});
    }
    return result;
}

/// All complaints of one source text, "file:line: complaint".
QStringList complaintsOf(const QString& file, const QString& content)
{
    QStringList result;
    for (const Include& include : includesOf(content)) {
        const QString text = complaint(file, include.header, include.quoted);
        if (!text.isEmpty())
            result << QStringLiteral("%1:%2: %3").arg(file).arg(include.line).arg(text);
    }
    return result;
}

/// Every source file of the program, by its name below the top, with its text.
std::map<QString, QString> sources()
{
    const QDir top(QStringLiteral(ASSIZE_SOURCE_DIR));
    std::map<QString, QString> texts;
    for (const QString& folder : {QStringLiteral("core"), QStringLiteral("app"), QStringLiteral("ui")}) {
        QDirIterator iterator(top.filePath(folder), {"*.h", "*.cpp", "*.c", "*.h.in"}, QDir::Files,
                              QDirIterator::Subdirectories);
        while (iterator.hasNext()) {
            QFile file(iterator.next());
            if (file.open(QIODevice::ReadOnly))
                texts[top.relativeFilePath(file.fileName())] = QString::fromUtf8(file.readAll());
        }
    }
    return texts;
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableHasNoCircles();
    void seesForbiddenArrows_data();
    void seesForbiddenArrows();
    void readsArrows();
    void everyFileKeepsToTheArrows();
    void everyArrowIsUsed();
};

void TestIncludes::tableHasNoCircles()
{
    // Modules whose arrows all lead to modules that were taken away before, until none is left.
    std::map<QString, Names> left = arrows();
    while (!left.empty()) {
        const auto free = std::find_if(left.begin(), left.end(), [&](const auto& entry) {
            return std::none_of(entry.second.begin(), entry.second.end(),
                                [&](const QString& used) { return left.contains(used); });
        });
        QVERIFY2(free != left.end(), qPrintable(left.begin()->first));
        left.erase(free);
    }
}

void TestIncludes::seesForbiddenArrows_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char* name, const char* file, const char* line, const char* complaint) {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(line)
                            << QString::fromLatin1(complaint);
    };
    row("allowed", "core/exec/a.cpp", "#include \"check/check.h\"", "");
    row("base is for all", "core/sandbox/protocol/a.cpp", "#include \"base/result.h\"", "");
    row("itself", "core/exec/a.cpp", "#include \"exec/scheduler.h\"", "");
    row("the standard library", "core/base/a.cpp", "#include <vector>", "");
    row("upwards", "core/model/a.h", "#include \"exec/scheduler.h\"", "core/model may not use core/exec");
    row("with spaces", "core/model/a.h", "  #  include  \"exec/scheduler.h\"",
        "core/model may not use core/exec");
    row("base uses nothing", "core/base/a.h", "#include \"model/verdict.h\"",
        "core/base may not use core/model");
    row("exec has no store", "core/exec/a.cpp", "#include \"store/store.h\"",
        "core/exec may not use core/store");
    row("protocol has no model", "core/sandbox/protocol/a.cpp", "#include \"model/verdict.h\"",
        "core/sandbox/protocol may not use core/model");
    row("sandbox is not local", "core/sandbox/a.cpp", "#include \"sandbox/local/local_sandbox.h\"",
        "core/sandbox may not use core/sandbox/local");
    row("engine has no concrete sandbox", "core/engine/a.cpp", "#include \"sandbox/local/local_sandbox.h\"",
        "core/engine may not use core/sandbox/local");
    row("composition has", "app/cli/a.cpp", "#include \"sandbox/local/local_sandbox.h\"", "");
    row("box has protocol", "app/box/a.cpp", "#include \"sandbox/protocol/message.h\"", "");
    row("box has no sandbox", "app/box/a.cpp", "#include \"sandbox/sandbox.h\"",
        "app/box may not use core/sandbox");
    row("window has no exec", "ui/views/a.cpp", "#include \"exec/scheduler.h\"",
        "ui/views may not use core/exec");
    row("models have no views", "ui/models/a.cpp", "#include \"ui/views/verdict_grid.h\"",
        "ui/models may not use ui/views");
    row("views have no pages", "ui/views/a.cpp", "#include \"ui/pages/start_page.h\"",
        "ui/views may not use ui/pages");
    row("views have models", "ui/views/a.cpp", "#include \"ui/models/contest_model.h\"", "");
    row("window from the top", "app/desktop/a.cpp", "#include \"ui/pages/grid.h\"", "");
    row("command line has no window", "app/cli/a.cpp", "#include \"ui/views/grid.h\"",
        "app/cli may not use ui/views");
    row("around the corner", "core/model/a.h", "#include \"../exec/scheduler.h\"",
        "includes are written from core/, not with ..");
    row("from the top", "core/model/a.h", "#include \"core/exec/scheduler.h\"",
        "core/model may not use core/exec");
    row("unknown", "core/model/a.h", "#include \"nowhere.h\"", "\"nowhere.h\" is in no module");
    row("no module", "core/new/a.h", "#include <vector>", "this file lies in no module");
    row("SQLite", "core/engine/a.cpp", "#include <SQLiteCpp/SQLiteCpp.h>",
        "<SQLiteCpp/SQLiteCpp.h> belongs to other modules");
    row("sqlite3", "core/report/a.cpp", "#include <sqlite3.h>", "<sqlite3.h> belongs to other modules");
    row("SQLite in store", "core/store/a.cpp", "#include <sqlite3.h>", "");
    row("archive", "core/package/a.cpp", "#include <archive_entry.h>",
        "<archive_entry.h> belongs to other modules");
    row("Boost", "core/sandbox/local/a.cpp", "#include <boost/process/v2.hpp>",
        "<boost/process/v2.hpp> belongs to other modules");
    row("Qt in exec", "core/exec/a.cpp", "#include <QString>", "only core/engine, ui and app use Qt");
    row("Qt with a folder", "core/exec/a.cpp", "#include <QtCore/QString>",
        "only core/engine, ui and app use Qt");
    row("Qt Core in engine", "core/engine/a.cpp", "#include <QThreadPool>", "");
    row("Qt Concurrent in engine", "core/engine/a.cpp", "#include <QtConcurrentRun>", "");
    row("widgets in engine", "core/engine/a.cpp", "#include <QWidget>",
        "here only Qt Core and Qt Concurrent are used");
    row("widgets in the command line", "app/cli/a.cpp", "#include <QtWidgets/QWidget>",
        "here only Qt Core and Qt Concurrent are used");
    row("widgets in the window", "ui/views/a.cpp", "#include <QWidget>", "");
    row("widgets in a model", "ui/models/a.cpp", "#include <QWidget>",
        "here only Qt Core and Qt Gui are used");
    row("widgets with a folder", "ui/state/a.cpp", "#include <QtWidgets/QApplication>",
        "here only Qt Core and Qt Gui are used");
    row("colours in a model", "ui/models/a.cpp", "#include <QColor>", "");
    row("beside the parts", "ui/a.cpp", "#include <vector>", "this file lies in no module");
    row("a format and what is common", "core/package/icpc/a.cpp", "#include \"package/common/reader.h\"", "");
    row("a format itself", "core/package/icpc/a.cpp", "#include \"package/icpc/data.h\"", "");
    row("a format and another module", "core/package/icpc/a.cpp", "#include \"model/problem.h\"", "");
    row("a format and another", "core/package/icpc/a.cpp", "#include \"package/polygon/reader.h\"",
        "core/package/icpc may not use core/package/polygon");
    row("a format and another, back", "core/package/polygon/a.cpp", "#include \"package/icpc/reader.h\"",
        "core/package/polygon may not use core/package/icpc");
    row("a format from the top", "core/package/polygon/a.cpp", "#include \"core/package/icpc/reader.h\"",
        "core/package/polygon may not use core/package/icpc");
    row("an arrow between formats", "core/package/folder_of_tests/a.cpp",
        "#include \"package/icpc/settings.h\"", "");
    row("and not back", "core/package/icpc/a.cpp", "#include \"package/folder_of_tests/reader.h\"",
        "core/package/icpc may not use core/package/folder_of_tests");
    row("common and a format", "core/package/common/a.cpp", "#include \"package/icpc/reader.h\"",
        "core/package/common may not use core/package/icpc");
    row("a format and its module", "core/package/icpc/a.cpp", "#include \"package/package.h\"",
        "core/package/icpc may not use core/package");
    row("a module and its formats", "core/package/a.cpp", "#include \"package/icpc/reader.h\"", "");
    row("Qt in the box", "app/box/a.cpp", "#include <QString>", "only core/engine, ui and app use Qt");
}

void TestIncludes::seesForbiddenArrows()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(QString, complaint);
    const QStringList found = complaintsOf(file, QStringLiteral("// a comment\n") + line + QLatin1Char('\n'));
    QCOMPARE(found,
             complaint.isEmpty() ? QStringList() : QStringList(file + QStringLiteral(":2: ") + complaint));
}

void TestIncludes::readsArrows()
{
    Modules modules;
    readModules(QStringLiteral("# one(not this)\none(base)\none(model LIBRARIES Some::library)\n"
                               "    one(a_b PATH a/b USES model\n        c LIBRARIES x)\n"
                               "one(c FOLDERS common d e)\none(f FOLDERS g USES c)\ntwo(not_this)\n"),
                QStringLiteral("one"), QStringLiteral("core/"), modules);
    readModules(QStringLiteral("two(views LIBRARY some USES state c nobody)\ntwo(state LIBRARY some)\n"),
                QStringLiteral("two"), QStringLiteral("ui/"), modules);
    const std::map<QString, Names> expected = {
        {"core/base", {}}, {"core/model", {}},     {"core/a/b", {"core/model", "core/c"}},
        {"core/c", {}},    {"core/f", {"core/c"}}, {"ui/views", {"ui/state", "core/c", "no module nobody"}},
        {"ui/state", {}}};
    QVERIFY(arrowsOf(modules) == expected);
    const std::map<QString, Names> parts = {
        {"core/c/common", {}}, {"core/c/d", {"core/c/common"}}, {"core/c/e", {"core/c/common"}}};
    QVERIFY(partsOf(modules) == parts);
}

void TestIncludes::everyFileKeepsToTheArrows()
{
    QStringList complaints;
    const std::map<QString, QString> all = sources();
    for (const auto& [file, content] : all)
        complaints += complaintsOf(file, content);
    QVERIFY(all.size() > 50);
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(QLatin1Char('\n'))));
}

void TestIncludes::everyArrowIsUsed()
{
    std::map<QString, Names> used;
    for (const auto& [file, content] : sources()) {
        for (const Include& include : includesOf(content)) {
            if (!include.quoted)
                continue;
            const QString module = moduleOf(file);
            const QString target = moduleOfHeader(include.header);
            used[module].insert(target);
            if (partOf(file, module) != module)
                used[partOf(file, module)].insert(partOfHeader(include.header, target));
        }
    }
    QStringList unused;
    const auto tellUnused = [&](const std::map<QString, Names>& declared) {
        for (const auto& [user, others] : declared) {
            if (used.count(user) == 0)
                unused << user + QStringLiteral(" has no files");
            for (const QString& other : others) {
                if (!used[user].contains(other))
                    unused << QStringLiteral("%1 is declared to use %2, and does not").arg(user, other);
            }
        }
    };
    tellUnused(arrows());
    tellUnused(arrowsOfParts());
    QVERIFY2(unused.isEmpty(), qPrintable(unused.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestIncludes)
#include "test_includes.moc"
