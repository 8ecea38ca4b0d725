// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/crash_message.h"

#include "base/seconds_text.h"
#include "check/last_words.h"
#include "exec/missing_module.h"

namespace assize::exec {
namespace {

std::string endingOf(const model::Run& run)
{
    if (run.limit != model::LimitKind::None)
        return std::string(model::nameOf(run.limit)) + " limit";
    if (run.signal)
        return model::signalName(*run.signal);
    return run.exitCode && *run.exitCode != 0 ? "exit code " + std::to_string(*run.exitCode) : std::string();
}

/// A batch program's input is a file, whose end it would see: only a program that talks to another program
/// can wait for input.
std::string waitText(const model::Run& run, Talk talk)
{
    std::string text = ": " + secondsText(run.wallTime) + " passed, in which it used " +
                       secondsText(run.cpuTime) + " of CPU time; ";
    if (2 * run.cpuTime > run.wallTime)
        return text + "it waits for a part of its time, or the machine is busy";
    if (talk == Talk::Yes)
        return text + "it waits for an answer that never comes; flush the output after every message";
    return text + "it sleeps, or waits for a thread, a lock or another program";
}

} // namespace

std::string crashMessage(const model::Run& run, std::string_view standardError,
                         const model::Language& language, Talk talk)
{
    // Where a program was stopped for its time or its output, its last words are not the reason.
    if (run.limit == model::LimitKind::Cpu || run.limit == model::LimitKind::Output)
        return {};
    std::string text = endingOf(run);
    if (run.limit == model::LimitKind::Wall)
        return text + waitText(run, talk);
    if (text.empty())
        return text;
    const std::string_view reason = check::reasonLine(standardError);
    if (!reason.empty())
        text.append(": ").append(reason);
    if (const std::string note = missingModuleNote(reason, language); !note.empty())
        text += " (" + note + ")";
    return text;
}

} // namespace assize::exec
