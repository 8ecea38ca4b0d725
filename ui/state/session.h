// SPDX-License-Identifier: GPL-3.0-or-later
// Session: the contest that a window has open: its engine, which it may share with other windows, and the
// ContestState that the engine's events make.
//
// Lives on the GUI thread. The engine works on threads of its own; its wake-up is queued to this object,
// which applies the events that have come in slices of a few milliseconds, at most eight times a second, so
// that the window answers at all times.
#pragma once

#include "engine/contest_state.h"
#include "engine/engine.h"
#include "engine/progress.h"
#include "ui/state/shared_engines.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace assize::ui {

class Session final : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        Empty, ///< nothing is open
        Loading,
        Ready, ///< open, nothing under way
        Judging,
        Stopping, ///< judging was told to stop
        Failed,   ///< could not be opened; see failure()
    };
    /// `engines` outlives this; null where nothing is opened (tests).
    explicit Session(SharedEngines* engines, QObject* parent = nullptr);
    ~Session() override;

    /// Opens another contest, or joins the sessions that have it open. While this session alone shows a
    /// judging, that is stopped first, and the new contest opens when it has ended.
    void open(const engine::ContestPlace& options);
    /// Reads the folder again: files that have arrived, changed and gone are shown, also while submissions
    /// are judged.
    void reread();
    /// The same, and judges where results are missing or outdated then; beside submissions that are being
    /// judged.
    void rereadAndJudge();
    /// Also while other submissions are judged, then beside them.
    void judge(const engine::JudgeRequest& request = {});
    void stop();
    /// Asks for the details that a very large contest leaves out at first; the submission (an index) then
    /// changes.
    void loadDetails(int submission);
    /// Applies events as if the engine had sent them; the tests' way in.
    void apply(std::vector<engine::Event> events);

    Phase phase() const { return m_phase; }
    bool busy() const { return m_phase == Phase::Judging || m_phase == Phase::Stopping; }
    /// Whether other sessions show this contest, too: then judging goes on without this session.
    bool isShared() const { return m_engine.use_count() > 1; }
    const engine::ContestState& state() const { return m_state; }
    engine::Progress::Estimate estimate();
    /// Why opening failed.
    const std::optional<Error>& failure() const { return m_failure; }
    const engine::ContestPlace& options() const { return m_options; }

    /// Whether the contest that was loaded last is the contest that was shown before, read anew.
    bool isOpenedAgain() const { return m_isOpenedAgain; }

Q_SIGNALS:
    void phaseChanged(assize::ui::Session::Phase phase);
    /// The folder was read again; without an error every index of before is void.
    void contestReread(const assize::engine::ContestState::Rereading& rereading);
    /// A contest was loaded; every index of before is void.
    void contestLoaded();
    /// Submissions (indices) whose results changed.
    void submissionsChanged(const std::vector<int>& submissions);
    /// Time limits, diagnostics: facts of the contest rather than of a submission.
    void contestChanged();
    /// The words on another program that judges this contest have changed (ContestState::followed).
    void followed();
    void judgingEnded(const assize::engine::JudgingEnded& ended);

private:
    void wake();
    void drain();
    void applyOne(const engine::Event& event);
    void takeUp();
    void flush();
    void setPhase(Phase phase);
    void startEngine();
    void openAgain();

    SharedEngines* m_engines;
    std::shared_ptr<engine::Engine> m_engine;
    engine::Subscription m_subscription;
    engine::ContestPlace m_options;
    bool m_reopen = false; ///< open m_options when judging has ended
    bool m_isOpenedAgain = false;
    engine::ContestState m_state;
    engine::Progress m_progress;
    std::vector<engine::Event> m_queue;
    std::size_t m_next = 0; ///< of m_queue
    QTimer m_timer;
    QElapsedTimer m_sinceDrain;
    Phase m_phase = Phase::Empty;
    std::optional<Error> m_failure;
    bool m_contestChanged = false;
    bool m_followed = false;
    std::optional<engine::JudgingEnded> m_ended; ///< until flush() tells of it
    std::optional<Error> m_refused;              ///< the same
};

} // namespace assize::ui
