// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace assize::ui {
namespace {

constexpr int kRefreshMilliseconds = 125;
constexpr int kSliceMilliseconds = 8;

} // namespace

Session::Session(SharedEngines* engines, QObject* parent) : QObject(parent), m_engines(engines)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Session::drain);
}

Session::~Session()
{
    // The engine's threads wake this object up.
    m_subscription = {};
}

void Session::open(const engine::ContestPlace& options)
{
    m_options = options;
    m_isOpenedAgain = false;
    if (busy() && !isShared()) {
        m_reopen = true;
        stop();
        return;
    }
    startEngine();
}

void Session::openAgain()
{
    m_engines->forget(m_engine);
    open(m_options);
    m_isOpenedAgain = true;
}

void Session::reread()
{
    // A session that only looks sees the results of other programs meanwhile, too.
    if (m_phase == Phase::Failed || (m_phase == Phase::Ready && m_options.readOnly))
        openAgain();
    else if (m_engine && (m_phase == Phase::Ready || m_phase == Phase::Judging))
        m_engine->reread();
}

void Session::rereadAndJudge()
{
    if ((m_phase != Phase::Ready && m_phase != Phase::Judging) || !m_engine)
        return;
    setPhase(Phase::Judging);
    m_engine->reread(engine::JudgeRequest());
}

void Session::startEngine()
{
    m_reopen = false;
    m_subscription = {};
    m_engine.reset();
    m_queue.clear();
    m_next = 0;
    m_failure.reset();
    setPhase(Phase::Loading);
    SharedEngines::Place place = m_engines->engineFor(m_options);
    m_engine = std::move(place.engine);
    m_subscription = m_engine->subscribe(
        [this] { QMetaObject::invokeMethod(this, &Session::wake, Qt::QueuedConnection); });
    if (place.isNew)
        m_engine->open(m_options);
}

void Session::judge(const engine::JudgeRequest& request)
{
    if ((m_phase != Phase::Ready && m_phase != Phase::Judging) || !m_engine)
        return;
    setPhase(Phase::Judging);
    m_engine->judge(request);
}

void Session::stop()
{
    if (m_phase != Phase::Judging || !m_engine)
        return;
    setPhase(Phase::Stopping);
    m_engine->stop();
}

void Session::loadDetails(int submission)
{
    if (m_engine && m_state.contest().detailsLeftOut)
        m_engine->loadDetails(m_state.submissions()[static_cast<std::size_t>(submission)].submission.id);
}

void Session::apply(std::vector<engine::Event> events)
{
    for (const engine::Event& event : events)
        applyOne(event);
    flush();
}

engine::Progress::Estimate Session::estimate()
{
    return m_progress.estimate(std::chrono::steady_clock::now());
}

void Session::wake()
{
    if (m_timer.isActive())
        return;
    const qint64 since = m_sinceDrain.isValid() ? m_sinceDrain.elapsed() : kRefreshMilliseconds;
    m_timer.start(
        static_cast<int>(std::clamp<qint64>(kRefreshMilliseconds - since, 0, kRefreshMilliseconds)));
}

void Session::drain()
{
    if (!m_engine)
        return;
    std::vector<engine::Event> fresh = m_subscription.take();
    m_queue.insert(m_queue.end(), std::make_move_iterator(fresh.begin()),
                   std::make_move_iterator(fresh.end()));
    QElapsedTimer slice;
    slice.start();
    while (m_next < m_queue.size() && (m_next % 64 != 0 || slice.elapsed() < kSliceMilliseconds))
        applyOne(m_queue[m_next++]);
    const bool more = m_next < m_queue.size();
    if (!more) {
        m_queue.clear();
        m_next = 0;
    }
    m_sinceDrain.start();
    // Before flush(): its signals may replace the engine and the queue.
    if (more)
        m_timer.start(1);
    flush();
}

void Session::applyOne(const engine::Event& event)
{
    m_progress.apply(event, std::chrono::steady_clock::now());
    m_state.apply(event);
    if (const auto* refused = std::get_if<engine::ContestRefused>(&event))
        m_refused = refused->error;
    else if (const auto* ended = std::get_if<engine::JudgingEnded>(&event))
        m_ended = *ended;
    else if (std::holds_alternative<model::TimeLimitComputed>(event) ||
             std::holds_alternative<model::DiagnosticFound>(event) ||
             std::holds_alternative<engine::ResultsCompared>(event))
        m_contestChanged = true;
    else if (std::holds_alternative<engine::Followed>(event))
        m_followed = true;
    else if (std::holds_alternative<engine::ContestJoined>(event))
        takeUp();
    else if (std::holds_alternative<engine::JudgingStarted>(event)) {
        // A request that came just then is served: it is not over.
        m_ended.reset();
        if (m_phase != Phase::Stopping)
            setPhase(Phase::Judging);
    }
}

/// The state has come as a whole, with the phases missed on the way there.
void Session::takeUp()
{
    m_refused = m_state.refused();
    m_ended.reset();
    if (m_state.judging() && m_phase != Phase::Stopping)
        setPhase(Phase::Judging);
    else if (!m_state.judging() && busy() && m_state.ended())
        m_ended = m_state.ended();
}

/// Tells what the events of this turn changed.
void Session::flush()
{
    const std::vector<int> changed = m_state.takeChanged();
    const std::optional<engine::ContestState::Rereading> rereading = m_state.takeReread();
    if (m_state.takeReset()) {
        m_failure.reset();
        if (m_phase != Phase::Judging && m_phase != Phase::Stopping)
            setPhase(Phase::Ready);
        Q_EMIT contestLoaded();
    } else if (rereading) {
        Q_EMIT contestReread(*rereading);
        if (rereading->error && !changed.empty())
            Q_EMIT submissionsChanged(changed);
    } else if (!changed.empty()) {
        Q_EMIT submissionsChanged(changed);
    }
    if (std::exchange(m_contestChanged, false))
        Q_EMIT contestChanged();
    if (std::exchange(m_followed, false))
        Q_EMIT followed();
    if (m_refused) {
        // A person who tries again may find it mended.
        if (m_engines)
            m_engines->forget(m_engine);
        m_failure = std::exchange(m_refused, std::nullopt);
        setPhase(Phase::Failed);
    }
    if (!m_ended)
        return;
    const engine::JudgingEnded ended = std::move(*m_ended);
    m_ended.reset();
    setPhase(Phase::Ready);
    Q_EMIT judgingEnded(ended);
    if (m_reopen)
        startEngine();
}

void Session::setPhase(Phase phase)
{
    if (phase == m_phase)
        return;
    m_phase = phase;
    Q_EMIT phaseChanged(phase);
}

} // namespace assize::ui
