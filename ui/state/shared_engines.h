// SPDX-License-Identifier: GPL-3.0-or-later
// SharedEngines: one engine for each contest that this process has open, in however many windows.
//
// Lives on the GUI thread, outlives the sessions. An engine belongs to the sessions that show its contest,
// and ends with the last of them.
#pragma once

#include "engine/engine.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace assize::ui {

class SharedEngines
{
public:
    /// Makes an engine over the sandbox of the composition.
    using Factory = std::function<std::unique_ptr<engine::Engine>()>;

    explicit SharedEngines(Factory factory) : m_factory(std::move(factory)) {}

    struct Place
    {
        std::shared_ptr<engine::Engine> engine;
        bool isNew = false; ///< it has not been told yet what to open
    };
    /// The engine of the contest with these results, if somebody has it open; otherwise a new engine.
    Place engineFor(const engine::ContestPlace& place);
    /// A session that opens the contest after this gets another engine: its folder is to be read anew.
    void forget(const std::shared_ptr<engine::Engine>& engine);

private:
    const Factory m_factory;
    std::map<std::string, std::weak_ptr<engine::Engine>> m_engines; ///< by where results go
};

} // namespace assize::ui
