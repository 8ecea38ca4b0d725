// SPDX-License-Identifier: GPL-3.0-or-later
// The detail pane: everything about the submissions of one cell, one of them at a time. Its tests stand in a
// table; below (or beside) it lie the parts that belong to the chosen test and to the submission.
#pragma once

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QSplitter;
class QTabWidget;

namespace assize::engine {
class ContestState;
struct SubmissionView;
} // namespace assize::engine

namespace assize::ui {

class DifferenceView;
class RunModel;
class TestTable;
class TextPane;

class DetailPane final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Difference, StandardError, Compiler, Source };

    /// `state` outlives the pane.
    explicit DetailPane(const engine::ContestState* state, QWidget* parent = nullptr);

    /// Shows this cell; `preferred` (index) is the submission that the grid shows for it. -1, -1: nothing
    /// chosen.
    void showCell(int contestant, int problem, int preferred);
    /// The same cell after the folder was read again, when indices have changed: the submission, the test and
    /// the tab that are looked at stay, where they are still there.
    void contestReread(int contestant, int problem, int preferred);
    /// These submissions changed (indices).
    void submissionsChanged(const std::vector<int>& submissions);
    void selectTest(int test);
    void focusTests();
    /// The submission shown (index), -1: none.
    int submission() const;

Q_SIGNALS:
    /// Escape: back to the grid.
    void leaveRequested();
    /// Another submission (index) is shown.
    void submissionShown(int submission);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTabs();
    void chooseTab();
    void showFirstFailure();
    void fillChooser(int preferred);
    void showSubmission(int submission);
    void refreshHeader();
    void refreshTest();
    void refreshTabs();
    int currentTest() const;
    const engine::SubmissionView* view() const;

    const engine::ContestState* m_state;
    int m_contestant = -1;
    int m_problem = -1;
    int m_shownTest = 0; ///< the test that was chosen for people, not by them
    int m_shownId = 0;   ///< Submission::id of the submission shown
    int m_sourceOf = -1; ///< submission whose source is in the tab
    QWidget* m_content;
    QLabel* m_hint;
    QLabel* m_title;
    QLabel* m_verdict;
    QLabel* m_facts;
    QLabel* m_handIn;      ///< files started and left out, and notes on them
    QLabel* m_outdated;    ///< of the submission; hidden where it is current
    QLabel* m_attempts;    ///< of the test that is chosen, when it was repeated
    QLabel* m_explanation; ///< of the test that is chosen, in full
    QComboBox* m_chooser;
    QSplitter* m_split;
    QTabWidget* m_tabs;
    RunModel* m_runs;
    TestTable* m_table;
    DifferenceView* m_difference;
    TextPane* m_standardError;
    TextPane* m_compiler;
    TextPane* m_source;
};

} // namespace assize::ui
