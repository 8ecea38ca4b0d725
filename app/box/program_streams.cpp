// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_streams.h"

#include "system.h"

#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace assize::box {

ProgramStreams::~ProgramStreams()
{
    if (m_conversation)
        m_conversation->close();
}

Attempt<> ProgramStreams::open(BoxFacts& facts)
{
    const std::optional<unsigned> owner = facts.changeUser ? std::optional(facts.uid) : std::nullopt;
    if (Attempt<> opened = m_errors.open(owner); !opened)
        return opened;
    if (!m_run.hasInput && !pipeAt(m_run.pipes, STDIN_FILENO)) {
        m_descriptors.input = unique_fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        if (!m_descriptors.input)
            return failed(Step::OpenNull);
    }
    if (m_run.conversation) {
        if (!facts.conversation)
            facts.conversation = std::make_unique<Conversation>();
        m_conversation = facts.conversation.get();
        return m_conversation->open(*m_run.conversation, m_run.pipes, m_descriptors.pipes, owner);
    }
    for (const unique_fd& pipe : m_descriptors.pipes) {
        if (owner && ::fchown(pipe.get(), *owner, *owner) != 0)
            return failed(Step::GivePipe);
    }
    return {};
}

void ProgramStreams::give(ProgramStart& start) const
{
    start.input = m_descriptors.input.get();
    start.output = m_descriptors.output.get();
    start.errorOutput = m_errors.writeEnd();
    start.pipes.clear();
    for (std::size_t i = 0; i < m_run.pipes.size(); ++i) {
        const int end = m_descriptors.pipes[i].get();
        const auto number = static_cast<int>(m_run.pipes[i].descriptor);
        if (number == STDIN_FILENO)
            start.input = end;
        else if (number == STDOUT_FILENO)
            start.output = end;
        else
            start.pipes.push_back({end, number});
    }
}

void ProgramStreams::closeProgramEnds()
{
    m_errors.closeWriteEnd();
    m_descriptors.pipes.clear();
}

void ProgramStreams::keepTranscript()
{
    const std::string text = m_conversation->transcript();
    (void)!::pwrite(m_descriptors.transcript.get(), text.data(), text.size(), 0);
}

} // namespace assize::box
