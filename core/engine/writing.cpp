// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/writing.h"

#include "engine/contest_database.h"
#include "engine/judging.h"
#include "engine/stored_results.h"

namespace assize::engine {

Result<void> beginWriting(OpenContest& contest, EventHub& hub, std::function<void(const Error&)> failed)
{
    Result<std::unique_ptr<store::Store>> opened = openToJudge(contest.options);
    if (!opened)
        return std::move(opened).error();
    // Not the numbers of the database that was looked at, which may be another database.
    SubmissionIds numbers;
    if (Result<void> taken = takeIds(**opened, contest.submissions, numbers); !taken)
        return taken;
    contest.store = std::move(*opened);
    contest.ids = numbers;
    contest.store->start(
        [&hub, ids = contest.ids](const std::vector<store::Fact>& facts) {
            std::vector<Event> events;
            for (const store::Fact& fact : facts) {
                if (std::optional<Event> event = eventOf(fact, ids))
                    events.push_back(std::move(*event));
            }
            hub.publish(std::move(events));
        },
        std::move(failed));
    return {};
}

Result<void> endWriting(OpenContest& contest)
{
    const std::filesystem::path file = contest.store->file();
    Result<void> closed = contest.store->close();
    Result<std::unique_ptr<store::Store>> opened = store::Store::open(file, {.readOnly = true});
    contest.store = opened ? std::move(*opened) : nullptr;
    if (closed && !opened)
        return std::move(opened).error();
    return closed;
}

} // namespace assize::engine
