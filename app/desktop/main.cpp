// SPDX-License-Identifier: GPL-3.0-or-later
// assize-desktop: the window. Puts the sandbox of this machine, the engine and the window together.
#include "arguments.h"
#include "base/temporary_folder.h"
#include "base/version.h"
#include "engine/languages.h"
#include "sandbox/local/local_sandbox.h"
#include "ui/pages/windows.h"
#include "ui/shell/apply_theme.h"
#include "ui/shell/main_window.h"
#include "ui/state/english_plurals.h"
#include "ui/state/preferences.h"
#include "ui/state/remedies.h"
#include "ui/state/text.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstring>

using namespace assize;
using namespace Qt::Literals::StringLiterals;

namespace {

desktop::Arguments parse(const QStringList& commandLine)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "The window of Assize, a judge for offline programming contests."));
    desktop::declareArguments(parser);
    parser.process(commandLine);
    return desktop::takeArguments(parser);
}

bool asksForHelpOrVersion(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        for (const char* name : {"-h", "--help", "--help-all", "-v", "--version"}) {
            if (std::strcmp(argv[i], name) == 0)
                return true;
        }
    }
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    // First of all, while this process has one thread and little memory: the spawner is forked from it.
    std::unique_ptr<sandbox::Sandbox> sandbox;
    QString refusal;
    if (!asksForHelpOrVersion(argc, argv)) {
        removeLeftTemporaryFolders();
        Result<std::unique_ptr<sandbox::Sandbox>> made = sandbox::makeLocalSandbox({});
        if (made)
            sandbox = std::move(made).value();
        else
            refusal = ui::toText(ui::fullMessage(made.error()));
    }

    // Help can be read where there is no display, too.
    if (asksForHelpOrVersion(argc, argv) && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"assize-desktop"_s);
    QApplication::setApplicationDisplayName(u"Assize"_s);
    QApplication::setApplicationVersion(QString::fromLatin1(kVersion));
    QApplication::setDesktopFileName(u"assize-desktop"_s);
    ui::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    QTranslator translator;
    if (translator.load(QLocale(), u"assize"_s, u"_"_s, u":/i18n"_s))
        QApplication::installTranslator(&translator);

    const desktop::Arguments arguments = parse(QApplication::arguments());
    ui::Preferences preferences(ui::Preferences::defaultFile());
    ui::applyTheme(arguments.theme.value_or(preferences.theme()));
    if (!refusal.isEmpty())
        refusal =
            QCoreApplication::translate("main", "Results can be looked at, but nothing can be judged: there "
                                                "is no safe way to run programs on this machine.\n%1")
                .arg(refusal);

    ui::Windows windows(
        [&sandbox] { return std::make_unique<engine::Engine>(sandbox.get(), engine::resourceFolder()); },
        &preferences, refusal);
    ui::MainWindow& window = windows.add();
    if (!arguments.options.contest.empty()) {
        if (arguments.judge)
            window.judgeWhenLoaded();
        engine::ContestPlace options = arguments.options;
        options.readOnly = sandbox == nullptr;
        window.openContest(options);
    }
    return QApplication::exec();
}
