// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/follower.h"

#include "engine/contest_database.h"
#include "engine/judging.h"

#include <algorithm>
#include <sys/stat.h>
#include <tuple>

namespace assize::engine {
namespace {

/// A copy is made anew no more often than that.
constexpr auto kCopyEvery = std::chrono::seconds(5);

/// Takes the numbers that other processes have given to submissions of this contest.
void learnNumbers(const std::vector<store::Fact>& facts, OpenContest& contest)
{
    std::map<std::tuple<std::string, std::string, std::string>, int> stored;
    for (const store::Fact& fact : facts) {
        if (const auto* seen = std::get_if<store::SubmissionSeen>(&fact))
            stored.emplace(
                std::tuple(seen->submission.contestant, seen->submission.problem, seen->submission.file),
                seen->submission.id);
    }
    if (stored.empty())
        return;
    for (const model::Submission& submission : contest.submissions) {
        const auto found = stored.find({submission.contestant, submission.problem, submission.file});
        if (found != stored.end() && contest.ids.storedOf(submission.id) == 0)
            contest.ids.add(submission.id, found->second);
    }
}

} // namespace

void Follower::begin(const OpenContest& contest, store::Position position)
{
    m_position = std::move(position);
    m_file = stateOf(contest);
    m_isOfFile = !contest.store || contest.store->takenOver().judgements == 0;
    m_opened = m_clock.now();
}

Follower::FileState Follower::stateOf(const OpenContest& contest) const
{
    const std::filesystem::path file = databaseOf(contest.options).file;
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0)
        return {};
    FileState state{static_cast<std::int64_t>(status.st_dev), static_cast<std::int64_t>(status.st_ino)};
    if (!contest.store || !contest.store->isCopy())
        return state;
    std::filesystem::path log = file;
    log += "-wal";
    state[2] = static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
    if (::stat(log.c_str(), &status) == 0) {
        state[3] = static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
        state[4] = static_cast<std::int64_t>(status.st_size);
    }
    return state;
}

std::vector<Event> Follower::look(OpenContest& contest)
{
    std::vector<Event> events;
    const bool hasRead = reopen(contest, events) && read(contest, events);
    tellWhoJudges(hasRead, contest, events);
    return events;
}

std::vector<Event> Follower::catchUp(OpenContest& contest)
{
    std::vector<Event> events;
    // It may have been another database, or a copy with numbers of its own, that was read until now.
    const FileState now = stateOf(contest);
    if (!m_isOfFile || now[0] != m_file[0] || now[1] != m_file[1])
        m_position = {};
    read(contest, events);
    endBegun(events);
    if (std::exchange(m_by, std::nullopt))
        events.emplace_back(Followed{m_clock.calendarNow(), std::nullopt});
    return events;
}

void Follower::passOver(const OpenContest& contest)
{
    if (Result<store::Position> position = contest.store->position())
        m_position = std::move(*position);
    // The file is read where it lies from now on.
    m_file = stateOf(contest);
    m_isOfFile = true;
}

/// Where the file that is read is no longer that of the contest, or is a copy that has become old. False: it
/// cannot be read.
bool Follower::reopen(OpenContest& contest, std::vector<Event>& events)
{
    const FileState now = stateOf(contest);
    const bool isCopy = contest.store && contest.store->isCopy();
    if (now == m_file || now == FileState() || (isCopy && m_clock.now() - m_opened < kCopyEvery))
        return true;
    Result<std::unique_ptr<store::Store>> opened = openToLook(databaseOf(contest.options));
    if (!opened) {
        failed(contest, opened.error(), events);
        return false;
    }
    const bool isSameFile = now[0] == m_file[0] && now[1] == m_file[1];
    contest.store = std::move(*opened);
    store::Position position;
    // Results that were taken over from elsewhere have other numbers in each copy.
    if (isSameFile && m_isOfFile && contest.store->takenOver().judgements == 0)
        position = std::move(m_position);
    else
        contest.ids = SubmissionIds();
    begin(contest, std::move(position));
    return true;
}

bool Follower::read(OpenContest& contest, std::vector<Event>& events)
{
    if (!contest.store)
        return true;
    const Result<std::vector<store::Fact>> facts = contest.store->factsSince(m_position);
    if (!facts) {
        failed(contest, facts.error(), events);
        return false;
    }
    m_hasFailed = false;
    tell(*facts, contest, events);
    return true;
}

void Follower::tell(const std::vector<store::Fact>& facts, OpenContest& contest, std::vector<Event>& events)
{
    learnNumbers(facts, contest);
    for (const store::Fact& fact : facts) {
        if (const auto* begun = std::get_if<model::JudgementBegun>(&fact)) {
            // Another process may have judged a submission that is not in the folder as it was read here.
            if (const int id = contest.ids.ofStored(begun->submission); id != 0) {
                m_begun.insert(id);
                events.emplace_back(model::JudgementBegun{id, begun->key});
            }
        } else if (std::optional<Event> event = eventOf(fact, contest.ids)) {
            if (auto* ended = std::get_if<model::JudgementEnded>(&*event)) {
                ended->fromCache = true;
                m_begun.erase(ended->judgement.submission);
            } else if (const auto* run = std::get_if<model::RunEnded>(&*event)) {
                m_begun.insert(run->submission); // it was begun before anybody looked here
            }
            events.push_back(std::move(*event));
        }
    }
}

/// Judgements that other processes had begun and not ended are under way no more.
void Follower::endBegun(std::vector<Event>& events)
{
    for (const int id : std::exchange(m_begun, {}))
        events.emplace_back(model::JudgementCancelled{id});
}

void Follower::tellWhoJudges(bool hasRead, const OpenContest& contest, std::vector<Event>& events)
{
    std::optional<store::Holder> by = store::holderOf(databaseOf(contest.options).newResults);
    if (!hasRead)
        return;
    if (!by)
        endBegun(events);
    if (by || m_by)
        events.emplace_back(
            Followed{m_clock.calendarNow(),
                     by ? std::optional(Followed::By{by->program, by->process, by->host}) : std::nullopt});
    m_by = std::move(by);
}

void Follower::failed(const OpenContest& contest, const Error& error, std::vector<Event>& events)
{
    if (std::exchange(m_hasFailed, true))
        return;
    events.emplace_back(model::DiagnosticFound{
        {Diagnostic::Level::Error, databaseOf(contest.options).file.native(), error.message, error.remedy}});
}

} // namespace assize::engine
