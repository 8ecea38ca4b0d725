// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/scheduler.h"

#include "exec/session.h"

namespace assize::exec {

struct Scheduler::Implementation
{
    Surroundings with;
    Options options;
};

Scheduler::Scheduler(sandbox::Sandbox& sandbox, TaskPool& pool, const ResultCache& cache, EventSink& sink,
                     const Clock& clock, Options options)
    : m_implementation(std::make_unique<Implementation>(
          Implementation{{sandbox, pool, cache, sink, clock}, std::move(options)}))
{
}

Scheduler::~Scheduler() = default;

Result<Summary> Scheduler::run(Plan plan, std::stop_token stop)
{
    Session session(m_implementation->with, m_implementation->options, std::move(plan));
    return session.run(std::move(stop));
}

} // namespace assize::exec
