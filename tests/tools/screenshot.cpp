// SPDX-License-Identifier: GPL-3.0-or-later
// assize-screenshot: takes a picture of the window on a contest, as a newcomer would see it, and ends.
//   assize-screenshot [--theme THEME] [--size WIDTHxHEIGHT] [--zoom ZOOM] [--judge] --screenshot FILE CONTEST
// and the other arguments of assize-desktop. Exit status: 0 the picture is there; 1 it could not be written;
// 2 wrong usage, or a contest that cannot be opened.
#include "app/desktop/arguments.h"
#include "base/version.h"
#include "engine/languages.h"
#include "sandbox/local/local_sandbox.h"
#include "ui/models/contest_model.h"
#include "ui/pages/all_pages.h"
#include "ui/shell/apply_theme.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page.h"
#include "ui/state/english_plurals.h"
#include "ui/state/preferences.h"
#include "ui/state/text.h"
#include "ui/views/verdict_grid.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <limits>

using namespace assize;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Picture
{
    desktop::Arguments arguments;
    QString file;
    QSize size; ///< empty: as the window comes up
    ui::Zoom zoom = ui::Zoom::Normal;
};

Picture parse(const QStringList& commandLine)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Takes a picture of the window of Assize."_s);
    desktop::declareArguments(parser);
    parser.addOptions({{u"screenshot"_s, u"Where the picture goes."_s, u"FILE"_s},
                       {u"size"_s, u"Of the window."_s, u"WIDTHxHEIGHT"_s},
                       {u"zoom"_s, u"compact, normal or large."_s, u"ZOOM"_s, u"normal"_s}});
    parser.process(commandLine);

    Picture picture{desktop::takeArguments(parser), parser.value(u"screenshot"_s), {}, {}};
    if (picture.file.isEmpty() || picture.arguments.options.contest.empty())
        desktop::refuse(u"--screenshot FILE and a CONTEST are needed; see --help."_s);
    if (parser.isSet(u"size"_s)) {
        const QStringList sides = parser.value(u"size"_s).split(u'x');
        picture.size = QSize(sides.value(0).toInt(), sides.value(1).toInt());
        if (sides.size() != 2 || picture.size.isEmpty())
            desktop::refuse(u"--size must be WIDTHxHEIGHT."_s);
    }
    const qsizetype zoom =
        QStringList{u"compact"_s, u"normal"_s, u"large"_s}.indexOf(parser.value(u"zoom"_s));
    if (zoom < 0)
        desktop::refuse(u"--zoom cannot be \"%1\"; see --help."_s.arg(parser.value(u"zoom"_s)));
    picture.zoom = static_cast<ui::Zoom>(zoom);
    return picture;
}

/// A wrong answer shows most: the details hold expected and actual output beside each other.
void chooseWrongAnswer(ui::VerdictGrid& grid)
{
    for (int i = 0; i < 100 && grid.goToFailing(1); ++i) {
        if (grid.currentIndex().data(ui::ContestModel::MarkRole).toInt() == static_cast<int>(ui::Mark::WA))
            return;
    }
}

/// The window when nothing in it moves any more: layouts follow in later turns what was just shown.
QImage settled(QWidget& window)
{
    QImage before;
    for (int i = 0; i < 100; ++i) {
        QImage now = window.grab().toImage();
        if (now == before)
            break;
        before = now;
        QTest::qWait(100);
    }
    return before;
}

int take(const Picture& picture, sandbox::Sandbox* sandbox, const QString& refusal)
{
    // Nobody's settings show in the picture, and none are changed.
    const QTemporaryDir scratch;
    ui::Preferences preferences(scratch.filePath(u"desktop.ini"_s));
    preferences.setZoom(picture.zoom);
    ui::applyTheme(picture.arguments.theme.value_or(ui::Theme::System));

    ui::SharedEngines engines(
        [sandbox] { return std::make_unique<engine::Engine>(sandbox, engine::resourceFolder()); });
    ui::Session session(&engines);
    ui::MainWindow window(&session, &preferences, refusal, ui::allPages(&session, &preferences));
    if (!picture.size.isEmpty())
        window.resize(picture.size);
    window.show();
    const bool judge = picture.arguments.judge && sandbox != nullptr;
    bool judged = false;
    QObject::connect(&session, &ui::Session::judgingEnded, &window, [&judged] { judged = true; });
    if (judge)
        window.judgeWhenLoaded();
    engine::ContestPlace options = picture.arguments.options;
    options.readOnly = sandbox == nullptr;
    window.openContest(options);
    const auto isOver = [&] {
        return session.phase() == ui::Session::Phase::Failed ||
               (session.phase() == ui::Session::Phase::Ready && (judged || !judge));
    };
    if (!QTest::qWaitFor(isOver, std::numeric_limits<int>::max()) || session.failure()) {
        std::fprintf(stderr, "assize-screenshot: %s\n",
                     session.failure() ? session.failure()->message.c_str() : "the contest did not come up");
        return 2;
    }
    if (auto* grid = window.findChild<ui::VerdictGrid*>())
        chooseWrongAnswer(*grid);
    if (settled(window).save(picture.file))
        return 0;
    std::fprintf(stderr, "assize-screenshot: %s could not be written\n", qPrintable(picture.file));
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    // First of all, while this process has one thread and little memory: the spawner is forked from it.
    const Result<std::unique_ptr<sandbox::Sandbox>> sandbox = sandbox::makeLocalSandbox({});
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"assize-screenshot"_s);
    QApplication::setApplicationDisplayName(u"Assize"_s);
    QApplication::setApplicationVersion(QString::fromLatin1(kVersion));
    ui::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    return take(parse(QApplication::arguments()), sandbox ? sandbox->get() : nullptr,
                sandbox ? QString() : ui::toText(sandbox.error().message));
}
