// SPDX-License-Identifier: GPL-3.0-or-later
// The window without the pages of the product: what it does with any page, and the table of commands.
#include "support/contest_builder.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page.h"
#include "ui/state/preferences.h"

#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace assize;
using namespace assize::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Writes down what the window asks of it.
class RecordingPage final : public Page
{
public:
    RecordingPage(QString name, QStringList* log)
        : m_name(std::move(name)), m_log(log), m_dock(new QDockWidget(m_name + u" dock"_s))
    {
        m_dock->setObjectName(m_name + u"-dock"_s);
    }
    QString title() const override { return m_name; }
    std::vector<Command> commands() override
    {
        return {{.id = m_name + u"-do"_s,
                 .text = u"Do "_s + m_name,
                 .keys = {QKeySequence(Qt::Key_D)},
                 .run = [this] { note(u"does"_s); }}};
    }
    QStringList viewMenu() const override { return {m_name + u"-do"_s, kSeparator}; }
    QStringList toolBar() const override { return {m_name + u"-do"_s}; }
    QWidget* strip() override { return m_strip = new QLabel(m_name); }
    QList<PageDock> docks() override { return {{.dock = m_dock}}; }
    void enter() override { note(u"enter"_s); }
    void leave() override { note(u"leave"_s); }
    void contestChanged(const ContestChange& change) override
    {
        note(u"change %1"_s.arg(static_cast<int>(change.what)));
    }
    void escape() override { note(u"escape"_s); }

    QDockWidget* dock() const { return m_dock; }
    QLabel* shownStrip() const { return m_strip; }

private:
    void note(const QString& what) { m_log->append(m_name + u' ' + what); }

    QString m_name;
    QStringList* m_log;
    QDockWidget* m_dock;
    QLabel* m_strip = nullptr;
};

struct Fixture
{
    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"desktop.ini"_s)};
    Session session{nullptr};
    QStringList log;
    std::vector<RecordingPage*> pages;
    std::unique_ptr<MainWindow> window;
    test::ContestBuilder builder;

    explicit Fixture(const QStringList& names)
    {
        std::vector<std::unique_ptr<Page>> made;
        for (const QString& name : names) {
            auto page = std::make_unique<RecordingPage>(name, &log);
            pages.push_back(page.get());
            made.push_back(std::move(page));
        }
        window = std::make_unique<MainWindow>(&session, &preferences, QString(), std::move(made));
        window->show();
        builder.problem("hello", "Hello", 3).contestant("ann");
        builder.submission("ann", "hello");
    }
    void load() { session.apply({builder.loaded()}); }
    QAction* action(const QString& text) const
    {
        for (QAction* action : window->findChildren<QAction*>()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    /// What the pages were told since the last call, phases left out.
    QStringList told()
    {
        QStringList lines = std::exchange(log, {});
        lines.removeIf([](const QString& line) { return line.endsWith(u"change 0"_s); });
        return lines;
    }
};

} // namespace

class TestShell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // Qt's offscreen platform warns of what it does for a menu that pops up.
        if (QByteArray(QTest::currentTestFunction()) != "contextMenu")
            QTest::failOnWarning(QRegularExpression(u".*"_s));
    }

    void onePageNeedsNoNavigation();
    void pagesTakeTurns();
    void pagesHearOfTheContest();
    void escapeGoesToThePage();
    void contextMenu();
    void tableOfCommands();
    void groupsOfCommands();
};

void TestShell::onePageNeedsNoNavigation()
{
    Fixture f({u"one"_s});
    f.load();
    QCOMPARE(f.action(u"one"_s), nullptr);
    QVERIFY(f.pages[0]->isVisible());
}

void TestShell::pagesTakeTurns()
{
    Fixture f({u"one"_s, u"two"_s});
    RecordingPage* one = f.pages[0];
    RecordingPage* two = f.pages[1];
    QAction* toTwo = f.action(u"two"_s);
    QVERIFY(toTwo != nullptr && !toTwo->isEnabled());
    QVERIFY(!one->isVisible() && !one->dock()->isVisible() && !one->shownStrip()->isVisible());
    f.load();
    QCOMPARE(f.told(), QStringList({u"one change 1"_s, u"two change 1"_s, u"one enter"_s}));
    QVERIFY(one->isVisible() && one->dock()->isVisible() && one->shownStrip()->isVisible());
    QVERIFY(!two->isVisible() && !two->dock()->isVisible() && !two->shownStrip()->isVisible());
    QVERIFY(f.action(u"one"_s)->isChecked() && !toTwo->isChecked());

    toTwo->trigger();
    QCoreApplication::processEvents();
    QCOMPARE(f.told(), QStringList({u"one leave"_s, u"two enter"_s}));
    QVERIFY(!one->isVisible() && !one->dock()->isVisible() && !one->shownStrip()->isVisible());
    QVERIFY(two->isVisible() && two->dock()->isVisible() && two->shownStrip()->isVisible());
    QVERIFY(!f.action(u"one"_s)->isChecked() && toTwo->isChecked());
    // The same key means what it means on the page that is shown.
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    QTest::keyClick(f.window.get(), Qt::Key_D);
    QCOMPARE(f.told(), QStringList{u"two does"_s});

    // A dock that the person closed stays closed.
    two->dock()->close();
    QTest::keyClick(f.window.get(), Qt::Key_1, Qt::ControlModifier);
    QTest::keyClick(f.window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(two->isVisible() && !two->dock()->isVisible());
}

void TestShell::pagesHearOfTheContest()
{
    Fixture f({u"one"_s, u"two"_s});
    f.load();
    f.told();
    f.session.apply({model::JudgementEnded{f.builder.judgement(1, f.builder.accepted(1)), false}});
    QCOMPARE(f.told(), QStringList({u"one change 3"_s, u"two change 3"_s}));
    f.session.apply({model::DiagnosticFound{}});
    QCOMPARE(f.told(), QStringList({u"one change 4"_s, u"two change 4"_s}));
    f.session.apply({engine::JudgingStarted{}, engine::JudgingEnded{}});
    QCOMPARE(f.told(), QStringList({u"one change 5"_s, u"two change 5"_s}));
    f.session.apply({engine::ContestRefused{}});
    QCOMPARE(f.told(), QStringList{u"one leave"_s});
    QVERIFY(!f.pages[0]->isVisible());
}

void TestShell::escapeGoesToThePage()
{
    Fixture f({u"one"_s, u"two"_s});
    f.load();
    f.told();
    QTest::keyClick(f.window.get(), Qt::Key_Escape);
    QCOMPARE(f.told(), QStringList{u"one escape"_s});
}

void TestShell::contextMenu()
{
    Fixture f({u"one"_s});
    f.load();
    f.told();
    Q_EMIT f.pages[0]->menuRequested({u"one-do"_s, u"judge"_s}, f.window->mapToGlobal(QPoint(50, 50)));
    const auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), 2);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(f.told(), QStringList{u"one does"_s});
    QCOMPARE(QApplication::activePopupWidget(), nullptr);
}

void TestShell::tableOfCommands()
{
    QWidget window;
    CommandTable table(&window);
    bool can = false;
    int runs = 0;
    table.add({{.id = u"go"_s,
                .text = u"&Go\u2026"_s,
                .keys = {QKeySequence(Qt::Key_G), QKeySequence(Qt::CTRL | Qt::Key_G)},
                .run = [&] { can = ++runs < 2; },
                .enabledWhen = [&can] { return can; },
                .toolTip = [&runs] { return QString::number(runs); }},
               {.id = u"silent"_s, .text = u"Silent"_s}});
    QMenu menu;
    const QList<QAction*> added = table.fill(&menu, {u"silent"_s, kSeparator, u"go"_s, u"no such command"_s});
    QCOMPARE(added.size(), 3);
    QVERIFY(added[1]->isSeparator());
    QCOMPARE(menu.actions(), added);
    QCOMPARE(table.action(u"go"_s), added[2]);
    QCOMPARE(table.action(u"no such command"_s), nullptr);

    can = true;
    table.refresh();
    QVERIFY(added[2]->isEnabled() && added[2]->toolTip().contains(u'0'));
    // After a command has run the table asks anew by itself.
    added[2]->trigger();
    QVERIFY(added[2]->isEnabled() && added[2]->toolTip().contains(u'1'));
    added[2]->trigger();
    QVERIFY(!added[2]->isEnabled());

    const QList<std::pair<QString, QString>> keys{{u"G or Ctrl+G"_s, u"Go"_s}};
    QCOMPARE(table.shortcuts(), keys);
    added[2]->setVisible(false);
    QVERIFY(table.shortcuts().isEmpty());
}

void TestShell::groupsOfCommands()
{
    QWidget window;
    CommandTable table(&window);
    QString chosen = u"a"_s;
    for (const QString& id : {u"a"_s, u"b"_s}) {
        table.add({{.id = id,
                    .text = id,
                    .run = [&chosen, id] { chosen = id; },
                    .checkedWhen = [&chosen, id] { return chosen == id; },
                    .group = u"letters"_s}});
    }
    table.refresh();
    QVERIFY(table.action(u"a"_s)->isChecked() && !table.action(u"b"_s)->isChecked());
    table.action(u"b"_s)->trigger();
    QVERIFY(!table.action(u"a"_s)->isChecked() && table.action(u"b"_s)->isChecked());
    QCOMPARE(chosen, u"b"_s);
}

QTEST_MAIN(TestShell)
#include "test_shell.moc"
