// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/shared_engines.h"

#include "engine/contest_database.h"

namespace assize::ui {

SharedEngines::Place SharedEngines::engineFor(const engine::ContestPlace& place)
{
    const std::filesystem::path database = engine::databaseOf(place).newResults;
    std::error_code error;
    std::filesystem::path canonical = std::filesystem::weakly_canonical(database, error);
    if (error)
        canonical = database;
    std::erase_if(m_engines, [](const auto& entry) { return entry.second.expired(); });
    std::weak_ptr<engine::Engine>& known = m_engines[canonical.native()];
    if (std::shared_ptr<engine::Engine> engine = known.lock())
        return {std::move(engine), false};
    std::shared_ptr<engine::Engine> engine = m_factory();
    known = engine;
    return {std::move(engine), true};
}

void SharedEngines::forget(const std::shared_ptr<engine::Engine>& engine)
{
    std::erase_if(m_engines, [&](const auto& entry) { return entry.second.lock() == engine; });
}

} // namespace assize::ui
