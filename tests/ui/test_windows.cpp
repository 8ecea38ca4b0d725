// SPDX-License-Identifier: GPL-3.0-or-later
// Several windows of one process, over real engines and a sandbox that runs nothing.
#include "ui/models/contest_model.h"
#include "ui/pages/windows.h"
#include "ui/shell/main_window.h"
#include "ui/state/followed_text.h"
#include "ui/state/preferences.h"
#include "ui/state/session.h"
#include "unit/engine/engine_desk.h"
#include "window_parts.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace assize;
using namespace assize::ui;
using namespace assize::test;
using namespace Qt::Literals::StringLiterals;
using engine::test::ContestFolder;

namespace {

/// A contest, and what makes engines for it. Runs wait while `isHeld`.
struct Machine
{
    ContestFolder folder;
    SmallMachine machine;
    std::atomic<bool> isHeld{false};
    std::atomic<int> waiting{0};
    sandbox::FakeSandbox sandbox;
    int engines = 0;

    Machine() : sandbox(machine.handler())
    {
        folder.submitAll();
        machine.beforeRun = [this](const std::string&, const std::string&,
                                   std::stop_token stop) -> std::optional<sandbox::RunResult> {
            ++waiting;
            while (isHeld && !stop.stop_requested())
                std::this_thread::yield();
            return std::nullopt;
        };
    }
    SharedEngines::Factory factory()
    {
        return [this] {
            ++engines;
            return std::make_unique<engine::Engine>(&sandbox, folder.tree.path("resources"));
        };
    }
};

/// The verdicts of a session's submissions.
QString verdictsOf(const Session& session)
{
    QStringList verdicts;
    for (const engine::SubmissionView& view : session.state().submissions())
        verdicts << (view.judgement.verdict ? QString::fromUtf8(model::codeOf(*view.judgement.verdict).data())
                                            : u"-"_s);
    return verdicts.join(u' ');
}
constexpr auto kVerdicts = "AC WA RTE CE MLE -";

QAction* actionOf(const MainWindow& window, const QKeySequence& key)
{
    for (QAction* action : window.findChildren<QAction*>()) {
        if (action->shortcut() == key)
            return action;
    }
    return nullptr;
}

/// Answers the next question by the button with this text; whether one was asked.
struct Answer
{
    bool isAsked = false;
    QTimer timer;
    explicit Answer(const QString& button)
    {
        QObject::connect(&timer, &QTimer::timeout, &timer, [this, button] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (box == nullptr)
                return;
            isAsked = true;
            timer.stop();
            for (QAbstractButton* candidate : box->buttons()) {
                if (candidate->text().remove(u'&') == button)
                    candidate->click();
            }
        });
        timer.start(20);
    }
};

} // namespace

class TestWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sessionsShareAnEngine()
    {
        Machine machine;
        SharedEngines engines(machine.factory());
        auto first = std::make_unique<Session>(&engines);
        first->open(machine.folder.options());
        QTRY_COMPARE(first->phase(), Session::Phase::Ready);
        QVERIFY(!first->isShared());
        // By another way to the same place.
        engine::ContestPlace place = machine.folder.options();
        place.contest = place.contest / ".." / "contest";
        Session second(&engines);
        second.open(place);
        QTRY_COMPARE(second.phase(), Session::Phase::Ready);
        QCOMPARE(machine.engines, 1);
        QVERIFY(first->isShared() && second.isShared());
        QCOMPARE(second.state().submissions().size(), 6U);

        machine.isHeld = true;
        first->judge();
        QTRY_VERIFY(machine.waiting > 0);
        QTRY_COMPARE(second.phase(), Session::Phase::Judging);
        // A third one comes in the middle; the first one, which has asked for it, goes.
        Session third(&engines);
        third.open(place);
        QTRY_COMPARE(third.phase(), Session::Phase::Judging);
        first.reset();
        machine.isHeld = false;
        QTRY_COMPARE(second.phase(), Session::Phase::Ready);
        QTRY_COMPARE(third.phase(), Session::Phase::Ready);
        QVERIFY(!second.state().ended()->cancelled && !second.state().ended()->error);
        QCOMPARE(verdictsOf(second), QString::fromLatin1(kVerdicts));
        QCOMPARE(verdictsOf(third), QString::fromLatin1(kVerdicts));
        QCOMPARE(third.state().counts().runsDone, second.state().counts().runsDone);
    }

    void anotherContestHasAnotherEngine()
    {
        Machine machine;
        SharedEngines engines(machine.factory());
        Session first(&engines);
        Session second(&engines);
        first.open(machine.folder.options());
        engine::ContestPlace elsewhere = machine.folder.options();
        elsewhere.database = machine.folder.tree.path("elsewhere.db");
        second.open(elsewhere);
        QTRY_COMPARE(first.phase(), Session::Phase::Ready);
        QTRY_COMPARE(second.phase(), Session::Phase::Ready);
        QCOMPARE(machine.engines, 2);
        QVERIFY(!first.isShared());
        // It leaves the one and joins the other.
        second.open(machine.folder.options());
        QTRY_COMPARE(second.phase(), Session::Phase::Ready);
        QCOMPARE(machine.engines, 2);
        QVERIFY(first.isShared());
    }

    /// A folder that could not be opened is looked at again.
    void whatWasRefusedIsTriedAnew()
    {
        Machine machine;
        SharedEngines engines(machine.factory());
        engine::ContestPlace place = machine.folder.options();
        place.contest = machine.folder.tree.path("later");
        Session first(&engines);
        first.open(place);
        QTRY_COMPARE(first.phase(), Session::Phase::Failed);
        std::filesystem::rename(machine.folder.tree.path("contest"), machine.folder.tree.path("later"));
        Session second(&engines);
        second.open(place);
        QTRY_COMPARE(second.phase(), Session::Phase::Ready);
        first.reread();
        QTRY_COMPARE(first.phase(), Session::Phase::Ready);
    }

    void windowsOnOneContest()
    {
        Machine machine;
        const QTemporaryDir settings;
        Preferences preferences(settings.filePath(u"desktop.ini"_s));
        Windows windows(machine.factory(), &preferences, {});
        MainWindow& first = windows.add();
        first.openContest(machine.folder.options());
        QTRY_VERIFY(modelOf(first)->rowCount() == 3);
        QVERIFY(actionOf(first, QKeySequence::New));
        actionOf(first, QKeySequence::New)->trigger();
        QCOMPARE(windows.all().size(), 2U);
        MainWindow& second = *windows.all()[1];
        QTRY_VERIFY(modelOf(second)->rowCount() == 3);
        QCOMPARE(second.windowTitle(), first.windowTitle());
        QCOMPARE(machine.engines, 1);
        // What one is filtered by leaves the other alone.
        const QList<QLineEdit*> fields = second.findChildren<QLineEdit*>();
        QVERIFY(!fields.isEmpty());
        fields[0]->setText(u"ann"_s);
        QTRY_COMPARE(modelOf(second)->rowCount(), 1);
        QCOMPARE(modelOf(first)->rowCount(), 3);

        // Judging goes on in the other window.
        machine.isHeld = true;
        actionOf(second, QKeySequence(Qt::Key_F5))->trigger();
        QTRY_VERIFY(machine.waiting > 0);
        QTRY_VERIFY(actionOf(first, QKeySequence(Qt::SHIFT | Qt::Key_F5))->isEnabled());
        {
            const Answer answer(u"Keep judging"_s);
            second.close();
            QTRY_COMPARE(windows.all().size(), 1U);
            QVERIFY(!answer.isAsked);
        }
        // The last one asks.
        {
            const Answer answer(u"Keep judging"_s);
            QVERIFY(!first.close());
            QVERIFY(answer.isAsked);
        }
        machine.isHeld = false;
        QTRY_VERIFY(!actionOf(first, QKeySequence(Qt::SHIFT | Qt::Key_F5))->isEnabled());
        QVERIFY(first.close());
        QTRY_VERIFY(windows.all().empty());
    }

    void anotherProgramsJudgingIsSaid()
    {
        Machine machine;
        const QTemporaryDir settings;
        Preferences preferences(settings.filePath(u"desktop.ini"_s));
        Windows windows(machine.factory(), &preferences, {});
        MainWindow& window = windows.add();
        window.resize(1280, 800);
        window.openContest(machine.folder.options());
        QTRY_VERIFY(modelOf(window)->rowCount() == 3);
        const QString name = window.windowTitle();
        // Another engine stands for another program.
        engine::Engine other(&machine.sandbox, machine.folder.tree.path("resources"));
        machine.isHeld = true;
        other.open(machine.folder.options());
        other.judge();
        QTRY_VERIFY(window.windowTitle() != name);
        const QString pattern =
            u"as of \\d\\d:\\d\\d:\\d\\d, judged by another program \\(.+, process %1\\)"_s.arg(
                QCoreApplication::applicationPid());
        const QRegularExpression expected(QRegularExpression::anchoredPattern(
            QRegularExpression::escape(name) + u" \\("_s + pattern + u"\\)"_s));
        QVERIFY2(expected.match(window.windowTitle()).hasMatch(), qPrintable(window.windowTitle()));
        const auto shown = [&] {
            for (const QLabel* label : window.findChildren<QLabel*>()) {
                if (label->isVisible() && label->text().contains(u"judged by another program"_s))
                    return label->text();
            }
            return QString();
        };
        QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(shown()).hasMatch(),
                 qPrintable(shown()));
        if (qEnvironmentVariableIsSet("ASSIZE_ARTIFACTS"))
            window.grab().save(qEnvironmentVariable("ASSIZE_ARTIFACTS") + u"/followed.png"_s);
        // Whoever wants to judge as well is told who does.
        actionOf(window, QKeySequence(Qt::Key_F5))->trigger();
        QTRY_VERIFY(
            messagesOf(window)->text().contains(u"process %1"_s.arg(QCoreApplication::applicationPid())));
        machine.isHeld = false;
        other.waitForIdle();
        QTRY_COMPARE(window.windowTitle(), name);
        QVERIFY(shown().isEmpty());
    }

    void textOfWhoJudges()
    {
        engine::Followed followed;
        followed.asOf = std::chrono::system_clock::time_point(
            std::chrono::milliseconds(QDateTime(QDate(2026, 12, 1), QTime(14, 3, 22)).toMSecsSinceEpoch()));
        followed.by = engine::Followed::By{"assize", 4711, "lab-7"};
        QCOMPARE(followedText(followed),
                 u"as of 14:03:22, judged by another program (lab-7, process 4711)"_s);
        followed.by->process = 0;
        QCOMPARE(followedText(followed), u"as of 14:03:22, judged by another program"_s);
    }
};

QTEST_MAIN(TestWindows)
#include "test_windows.moc"
