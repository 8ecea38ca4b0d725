// SPDX-License-Identifier: GPL-3.0-or-later
// The ends of the descriptors of a program: files and /dev/null, the pipe of its standard error, and the
// pipes to programs of other boxes, between which a jury's box stands. Used by run.cpp, on the only thread of
// the box.
#pragma once

#include "conversation.h"
#include "error_pipe.h"
#include "program.h"
#include "run.h"
#include "sandbox/protocol/messages.h"

#include <cstdint>
#include <vector>

namespace assize::box {

class ProgramStreams
{
public:
    /// Borrows both.
    ProgramStreams(const sandbox::protocol::Run& run, RunDescriptors& descriptors)
        : m_run(run), m_descriptors(descriptors)
    {
    }
    /// Leaves nobody at the other end of a pipe waiting, however the run has ended.
    ~ProgramStreams();
    ProgramStreams(const ProgramStreams&) = delete;
    ProgramStreams& operator=(const ProgramStreams&) = delete;

    /// Makes the streams that did not come with the run, and makes the program's user the owner of its pipes:
    /// otherwise a program that opens /dev/stdin or /dev/stdout would be refused.
    Attempt<> open(BoxFacts& facts);
    /// Fills the descriptors of `start`, which are borrowed.
    void give(ProgramStart& start) const;
    /// The program has its descriptors, or could not be started: the process at the other end of a pipe shall
    /// see it closed when the program closes it.
    void closeProgramEnds();

    /// The file that is standard output, or -1.
    int outputFile() const { return m_descriptors.output.get(); }
    ErrorPipe& errors() { return m_errors; }
    /// Null unless the program talks to other programs through this box.
    Conversation* conversation() { return m_conversation; }
    /// Writes the transcript into the file that came for it.
    void keepTranscript();

private:
    const sandbox::protocol::Run& m_run;
    RunDescriptors& m_descriptors;
    ErrorPipe m_errors;
    Conversation* m_conversation = nullptr;
};

} // namespace assize::box
