// SPDX-License-Identifier: GPL-3.0-or-later
// Several cells of the grid at once: by keyboard, mouse and headers; judged again, copied, seen.
#include "support/contest_builder.h"
#include "ui/models/cells_as_text.h"
#include "ui/pages/all_pages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page.h"
#include "ui/state/english_plurals.h"
#include "ui/state/preferences.h"
#include "ui/views/progress_strip.h"
#include "window_parts.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace assize;
using namespace assize::ui;
using namespace Qt::Literals::StringLiterals;
using assize::test::gridOf, assize::test::modelOf;

namespace {

/// Four contestants and three problems; everybody has handed in for each.
struct Fixture
{
    assize::test::ContestBuilder builder;
    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"desktop.ini"_s)};
    Session session{nullptr};
    std::unique_ptr<MainWindow> window;
    std::vector<int> ids;

    Fixture()
    {
        builder.problem("x", "X", 3).problem("y", "Y", 2).problem("z", "Z", 2);
        for (const char* contestant : {"ann", "bob", "eve", "=zed"})
            builder.contestant(contestant);
        for (const char* contestant : {"ann", "bob", "eve", "=zed"}) {
            for (const char* problem : {"x", "y", "z"})
                ids.push_back(builder.submission(contestant, problem));
        }
        window =
            std::make_unique<MainWindow>(&session, &preferences, QString(), allPages(&session, &preferences));
        window->resize(1280, 800);
        window->show();
        session.apply({builder.loaded()});
        // In the order of names, so that rows are known.
        modelOf(*window)->setOrder(ContestModel::Order::Name);
        grid()->setFocus();
        grid()->selectAlone(modelOf(*window)->index(1, 0));
        // It is laid out, and active.
        QCoreApplication::processEvents();
    }
    VerdictGrid* grid() const { return gridOf(*window); }
    Page* page() const { return window->findChild<Page*>(); }
    /// "ann:x bob:y", by contestant and problem.
    QString selected() const
    {
        QStringList cells;
        for (const auto& [contestant, problem] : grid()->selectedCells())
            cells << modelOf(*window)->contestantName(contestant) + u':' +
                         QString::fromStdString(
                             session.state().problems()[static_cast<std::size_t>(problem)].id);
        return cells.join(u' ');
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(grid(), key, modifiers);
    }
    void click(int row, int column, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::mouseClick(grid()->viewport(), Qt::LeftButton, modifiers,
                          grid()->visualRect(modelOf(*window)->index(row, column)).center());
    }
};

} // namespace

class TestSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }

    void byKeyboard()
    {
        Fixture f;
        QCOMPARE(f.selected(), u"ann:x"_s);
        f.press(Qt::Key_Right, Qt::ShiftModifier);
        f.press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.selected(), u"ann:x ann:y bob:x bob:y"_s);
        f.press(Qt::Key_Down);
        QCOMPARE(f.selected(), u"eve:y"_s);
        f.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(f.grid()->selectedCells().size(), 12U);
    }

    void byMouse()
    {
        Fixture f;
        f.click(2, 1);
        QCOMPARE(f.selected(), u"bob:y"_s);
        f.click(3, 2, Qt::ControlModifier);
        QCOMPARE(f.selected(), u"bob:y eve:z"_s);
        f.click(3, 2, Qt::ControlModifier);
        QCOMPARE(f.selected(), u"bob:y"_s);
        // From the cell that was clicked last.
        f.click(2, 1);
        f.click(3, 2, Qt::ShiftModifier);
        QCOMPARE(f.grid()->selectedCells().size(), 4U);
    }

    void byHeaders()
    {
        Fixture f;
        f.click(2, 1);
        const auto press = [](QHeaderView* header, int section, Qt::KeyboardModifiers modifiers = {}) {
            const int at = header->sectionViewportPosition(section) + 5;
            const QPoint where = header->orientation() == Qt::Vertical ? QPoint(10, at) : QPoint(at, 5);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers, where);
        };
        press(f.grid()->verticalHeader(), 3);
        QCOMPARE(f.selected(), u"eve:x eve:y eve:z"_s);
        QCOMPARE(f.grid()->currentIndex(), modelOf(*f.window)->index(3, 1));
        press(f.grid()->verticalHeader(), 1, Qt::ControlModifier);
        QCOMPARE(f.grid()->selectedCells().size(), 6U);
        press(f.grid()->horizontalHeader(), 2);
        QCOMPARE(f.grid()->selectedCells().size(), 4U);
        QCOMPARE(f.grid()->currentIndex(), modelOf(*f.window)->index(1, 2));
        press(f.grid()->horizontalHeader(), 0, Qt::ShiftModifier);
        QCOMPARE(f.grid()->selectedCells().size(), 12U);
    }

    void whatIsJudgedAgain()
    {
        Fixture f;
        using Scope = Page::Scope;
        const auto ids = [&](std::initializer_list<int> places) {
            std::vector<int> chosen;
            for (const int place : places)
                chosen.push_back(f.ids[static_cast<std::size_t>(place)]);
            return chosen;
        };
        f.click(1, 0);
        f.click(2, 2, Qt::ControlModifier);
        QCOMPARE(f.page()->submissions(Scope::Chosen), ids({0, 5}));
        QCOMPARE(f.page()->submissions(Scope::Contestant), ids({0, 1, 2, 3, 4, 5}));
        QCOMPARE(f.page()->submissions(Scope::Problem), ids({0, 2, 3, 5, 6, 8, 9, 11}));
        // A menu on one of them is for all of them, elsewhere for the one that was clicked.
        const auto menuAt = [&](int row, int column) {
            Q_EMIT f.grid()->customContextMenuRequested(
                f.grid()->visualRect(modelOf(*f.window)->index(row, column)).center());
        };
        menuAt(2, 2);
        QCOMPARE(f.page()->submissions(Scope::Chosen).size(), 2U);
        menuAt(3, 1);
        QCOMPARE(f.page()->submissions(Scope::Chosen), ids({7}));
        while (QWidget* menu = QApplication::activePopupWidget())
            menu->close();
    }

    void copies()
    {
        Fixture f;
        f.session.apply(
            {model::JudgementEnded{f.builder.judgement(f.ids[0], f.builder.accepted(f.ids[0])), false},
             model::JudgementEnded{
                 f.builder.judgement(f.ids[5], f.builder.failingOn(f.ids[5], 0, model::Verdict::WA)),
                 false}});
        f.session.apply({engine::ResultsCompared{{{f.ids[5], "its source has changed"}}, {}}});
        f.click(1, 0);
        f.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"AC"_s);
        f.click(2, 2, Qt::ControlModifier);
        f.click(0, 1, Qt::ControlModifier);
        f.press(Qt::Key_C, Qt::ControlModifier);
        const QString waiting = modelOf(*f.window)->index(0, 1).data().toString();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Contestant\tA\tB\tC\n'=zed\t\t"_s + waiting +
                                                           u"\t\nann\tAC\t\t\nbob\t\t\tWA (outdated)\n"_s);
    }

    void isSeenAndHeard()
    {
        Fixture f;
        const QImage before = f.grid()->viewport()->grab().toImage();
        f.press(Qt::Key_Right, Qt::ShiftModifier);
        f.press(Qt::Key_Down, Qt::ShiftModifier);
        QCoreApplication::processEvents();
        const QImage after = f.grid()->viewport()->grab().toImage();
        const auto colourIn = [&](const QImage& image, int row, int column) {
            const QRect cell = f.grid()->visualRect(modelOf(*f.window)->index(row, column));
            const QPoint place = cell.bottomRight() - QPoint(8, 8);
            return image.rect().contains(place) ? image.pixelColor(place) : QColor();
        };
        QVERIFY(colourIn(before, 2, 1).isValid());
        for (const auto& [row, column] : {std::pair(1, 0), std::pair(1, 1), std::pair(2, 0)})
            QVERIFY(colourIn(before, row, column) != colourIn(after, row, column));
        QCOMPARE(colourIn(before, 3, 2), colourIn(after, 3, 2));
        QCOMPARE(f.grid()->accessibleDescription(), u"4 cells are selected"_s);
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(f.grid());
        QCOMPARE(table->tableInterface()->selectedCellCount(), 4);
        f.press(Qt::Key_Left);
        QVERIFY(f.grid()->accessibleDescription().isEmpty());
    }

    void survivesFilterAndSorting()
    {
        Fixture f;
        f.click(1, 0);
        f.click(3, 2, Qt::ControlModifier);
        QCOMPARE(f.selected(), u"ann:x eve:z"_s);
        modelOf(*f.window)->setOrder(ContestModel::Order::Rank);
        QStringList cells = f.selected().split(u' ');
        cells.sort();
        QCOMPARE(cells.join(u' '), u"ann:x eve:z"_s);
        GridFilter filter;
        filter.text = u"eve"_s;
        modelOf(*f.window)->setFilter(filter);
        QCOMPARE(f.selected(), u"eve:z"_s);
    }

    /// Rows do not jump away while judging, and nobody who matches is missed.
    void aFilterGrowsWhileJudging()
    {
        Fixture f;
        auto* sort = f.window->findChild<QPushButton*>(u"sortRows"_s);
        f.session.apply({engine::JudgingStarted{2, f.ids}});
        f.session.apply({model::JudgementEnded{
            f.builder.judgement(f.ids[6], f.builder.failingOn(f.ids[6], 0, model::Verdict::WA)), false}});
        QTest::keyClick(f.window.get(), Qt::Key_F);
        QCOMPARE(modelOf(*f.window)->rowCount(), 1);
        f.session.apply({model::JudgementEnded{
            f.builder.judgement(f.ids[0], f.builder.failingOn(f.ids[0], 0, model::Verdict::WA)), false}});
        QCOMPARE(modelOf(*f.window)->rowCount(), 2);
        QCOMPARE(modelOf(*f.window)->contestantName(modelOf(*f.window)->contestantOfRow(1)), u"ann"_s);
        QVERIFY(sort->isVisible());
        QVERIFY2(sort->text().startsWith(u"2 of 4 contestants shown"_s), qPrintable(sort->text()));
        QTest::keyClick(f.window.get(), Qt::Key_S);
        QCOMPARE(modelOf(*f.window)->contestantName(modelOf(*f.window)->contestantOfRow(0)), u"ann"_s);
        QVERIFY(!sort->isVisible());
        // Who no longer matches stays until the rows are updated.
        f.session.apply(
            {model::JudgementBegun{f.ids[0]},
             model::JudgementEnded{f.builder.judgement(f.ids[0], f.builder.accepted(f.ids[0])), false}});
        QCOMPARE(modelOf(*f.window)->rowCount(), 2);
        QVERIFY(sort->isVisible());
        f.session.apply({engine::JudgingEnded{}});
        QCOMPARE(modelOf(*f.window)->rowCount(), 1);
        QVERIFY(!sort->isVisible());
    }

    void progressIsOfThisRound()
    {
        Fixture f;
        std::vector<engine::Event> all;
        for (const int id : f.ids)
            all.push_back(model::JudgementEnded{f.builder.judgement(id, f.builder.accepted(id)), false});
        f.session.apply(all);
        const auto hasLabel = [&](const QString& part) {
            const auto labels = f.window->findChild<ProgressStrip*>()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->text().contains(part); });
        };
        f.session.apply(
            {engine::JudgingStarted{2, {f.ids[0], f.ids[1], f.ids[2], f.ids[3]}},
             model::JudgementEnded{f.builder.judgement(f.ids[0], f.builder.accepted(f.ids[0])), true},
             model::JudgementBegun{f.ids[1]},
             model::JudgementEnded{f.builder.judgement(f.ids[1], f.builder.accepted(f.ids[1])), false}});
        QVERIFY(hasLabel(u"Judging: 1 of 3 done"_s));
        QVERIFY(hasLabel(u"12 of 12 judged"_s));
        const auto* bar = f.window->findChild<QProgressBar*>();
        QCOMPARE(bar->maximum(), 2 + 2 + 3);
        QCOMPARE(bar->value(), 2);
    }

private:
    EnglishPlurals m_plurals;
};

QTEST_MAIN(TestSelection)
#include "test_selection.moc"
