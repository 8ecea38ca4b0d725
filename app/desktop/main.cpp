// SPDX-License-Identifier: GPL-3.0-or-later
// assize-desktop: the window. Puts the sandbox of this machine, the engine and the window together.
#include "base/temporary_folder.h"
#include "base/version.h"
#include "engine/engine.h"
#include "engine/languages.h"
#include "sandbox/local/local_sandbox.h"
#include "ui/models/contest_model.h"
#include "ui/pages/main_window.h"
#include "ui/shell/apply_theme.h"
#include "ui/state/english_plurals.h"
#include "ui/state/preferences.h"
#include "ui/state/text.h"
#include "ui/views/verdict_grid.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QPixmap>
#include <QTextStream>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <cstring>

using namespace assize;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Arguments
{
    engine::JudgeOptions options;
    bool judge = false;
    QString screenshot;
    QSize size;
    std::optional<ui::Theme> theme;
    std::optional<ui::Zoom> zoom;
};

[[noreturn]] void refuse(const QString& message)
{
    QTextStream(stderr) << u"assize-desktop: "_s << message << Qt::endl;
    std::exit(2);
}

std::filesystem::path pathOf(const QString& argument)
{
    return QFile::encodeName(QFileInfo(argument).absoluteFilePath()).toStdString();
}

template<typename Value>
std::optional<Value> chosen(const QCommandLineParser& parser, const QCommandLineOption& option,
                            std::initializer_list<std::pair<const char*, Value>> values)
{
    if (!parser.isSet(option))
        return std::nullopt;
    for (const auto& [name, value] : values) {
        if (parser.value(option) == QLatin1String(name))
            return value;
    }
    refuse(u"--%1 cannot be \"%2\"; see --help."_s.arg(option.names().first(), parser.value(option)));
}

Arguments parse(const QStringList& commandLine)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "The window of Assize, a judge for offline programming contests."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        u"CONTEST"_s, QCoreApplication::translate("main", "The folder of a contest."), u"[CONTEST]"_s);
    const QCommandLineOption judge(
        u"judge"_s,
        QCoreApplication::translate("main", "Judge what is missing as soon as the contest is read."));
    const QCommandLineOption problems(
        u"problems"_s,
        QCoreApplication::translate("main", "Problems, when they do not lie in CONTEST/problems."),
        u"PATH"_s);
    const QCommandLineOption submissions(
        u"submissions"_s,
        QCoreApplication::translate("main", "Hand-ins, when they do not lie in CONTEST/submissions."),
        u"PATH"_s);
    const QCommandLineOption database(
        u"db"_s, QCoreApplication::translate("main", "The file that keeps the results."), u"FILE"_s);
    const QCommandLineOption theme(u"theme"_s, QCoreApplication::translate("main", "system, light or dark."),
                                   u"THEME"_s);
    QCommandLineOption screenshot(u"screenshot"_s, {}, u"FILE"_s);
    QCommandLineOption size(u"size"_s, {}, u"WIDTHxHEIGHT"_s);
    QCommandLineOption zoom(u"zoom"_s, {}, u"ZOOM"_s);
    for (QCommandLineOption* hidden : {&screenshot, &size, &zoom})
        hidden->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({judge, problems, submissions, database, theme, screenshot, size, zoom});
    parser.process(commandLine);

    Arguments arguments;
    const QStringList positional = parser.positionalArguments();
    if (positional.size() > 1)
        refuse(u"more than one CONTEST was given; see --help."_s);
    if (!positional.isEmpty())
        arguments.options.contest = pathOf(positional.first());
    if (parser.isSet(problems))
        arguments.options.problems = pathOf(parser.value(problems));
    if (parser.isSet(submissions))
        arguments.options.submissions = pathOf(parser.value(submissions));
    if (parser.isSet(database))
        arguments.options.database = pathOf(parser.value(database));
    arguments.judge = parser.isSet(judge);
    arguments.screenshot = parser.value(screenshot);
    if (parser.isSet(size)) {
        const QStringList sides = parser.value(size).split(u'x');
        arguments.size = QSize(sides.value(0).toInt(), sides.value(1).toInt());
        if (sides.size() != 2 || arguments.size.isEmpty())
            refuse(u"--size must be WIDTHxHEIGHT."_s);
    }
    arguments.theme = chosen<ui::Theme>(
        parser, theme,
        {{"system", ui::Theme::System}, {"light", ui::Theme::Light}, {"dark", ui::Theme::Dark}});
    arguments.zoom = chosen<ui::Zoom>(
        parser, zoom,
        {{"compact", ui::Zoom::Compact}, {"normal", ui::Zoom::Normal}, {"large", ui::Zoom::Large}});
    if (!arguments.screenshot.isEmpty() && arguments.options.contest.empty())
        refuse(u"--screenshot needs a CONTEST."_s);
    return arguments;
}

/// Takes the picture when the contest is read and, if it was asked for, judged; then the program ends.
void takeScreenshot(ui::MainWindow& window, ui::Session& session, const QString& file, bool afterJudging)
{
    const auto take = [&window, file] {
        // A wrong answer shows most: the details hold expected and actual output beside each other.
        for (int i = 0; i < 100 && window.grid()->goToFailing(1); ++i) {
            const QModelIndex cell = window.grid()->currentIndex();
            if (window.contestModel()->cellAt(cell.row(), cell.column()).mark == ui::Mark::WA)
                break;
        }
        // One turn for layouts that follow from what was just shown.
        QTimer::singleShot(500, &window, [&window, file] {
            const bool saved = window.grab().save(file);
            if (!saved)
                std::fprintf(stderr, "assize-desktop: %s could not be written\n", qPrintable(file));
            QCoreApplication::exit(saved ? 0 : 1);
        });
    };
    if (afterJudging)
        QObject::connect(&session, &ui::Session::judgingEnded, &window, take);
    else
        QObject::connect(&session, &ui::Session::contestLoaded, &window, take);
    QObject::connect(&session, &ui::Session::phaseChanged, &window, [&session](ui::Session::Phase phase) {
        if (phase != ui::Session::Phase::Failed)
            return;
        std::fprintf(stderr, "assize-desktop: %s\n", session.failure()->message.c_str());
        QCoreApplication::exit(2);
    });
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
            refusal = ui::toText(made.error().message);
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

    const Arguments arguments = parse(QApplication::arguments());
    // A picture shows what a newcomer sees, and leaves nobody's settings changed.
    std::optional<TemporaryFolder> scratch;
    const bool unattended = !arguments.screenshot.isEmpty();
    if (unattended) {
        Result<TemporaryFolder> made = TemporaryFolder::make("desktop");
        if (!made)
            qFatal("%s", made.error().message.c_str());
        scratch.emplace(std::move(*made));
    }
    ui::Preferences preferences(unattended ? QFile::decodeName((scratch->path() / "desktop.ini").c_str())
                                           : ui::Preferences::defaultFile());
    if (arguments.zoom)
        preferences.setZoom(*arguments.zoom);
    ui::applyTheme(arguments.theme.value_or(preferences.theme()));
    if (!refusal.isEmpty())
        refusal =
            QCoreApplication::translate("main", "Results can be looked at, but nothing can be judged: there "
                                                "is no safe way to run programs on this machine.\n%1")
                .arg(refusal);

    ui::Session session([&sandbox](engine::Engine::WakeUp wakeUp) {
        return std::make_unique<engine::Engine>(sandbox.get(), engine::resourceFolder(), std::move(wakeUp));
    });
    ui::MainWindow window(&session, &preferences, refusal);
    window.setUnattended(unattended);
    if (arguments.size.isValid())
        window.resize(arguments.size);
    if (unattended)
        takeScreenshot(window, session, arguments.screenshot, arguments.judge && refusal.isEmpty());
    window.show();
    if (!arguments.options.contest.empty()) {
        if (arguments.judge)
            window.judgeWhenLoaded();
        engine::JudgeOptions options = arguments.options;
        options.readOnly = sandbox == nullptr;
        window.openContest(options);
    }
    return QApplication::exec();
}
