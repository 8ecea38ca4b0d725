// SPDX-License-Identifier: GPL-3.0-or-later
// The events that the Scheduler gives its EventSink while a plan is judged.
#pragma once

#include "model/events.h"

#include <variant>

namespace assize::exec {

using Event = std::variant<model::TimeLimitComputed, model::JudgementBegun, model::CompileBegun,
                           model::CompileEnded, model::RunBegun, model::RunEnded, model::JudgementEnded,
                           model::SubmissionsAdded, model::JudgementCancelled, model::DiagnosticFound>;

/// Receives events on the thread that makes them, one call at a time (the Scheduler serialises). Must return
/// soon.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void handle(Event event) = 0;
};

} // namespace assize::exec
