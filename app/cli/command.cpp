// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "remedies.h"
#include "wrap.h"

#include "base/atomic_file.h"
#include "base/temporary_folder.h"
#include "sandbox/local/local_sandbox.h"

#include <cerrno>
#include <unistd.h>

namespace assize::cli {
namespace {

Result<void> writeAll(int fd, std::string_view content, const char* what)
{
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemError(std::string("cannot write to ") + what, errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace

ExitStatus exitStatusOf(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
    case ErrorKind::Io:
    case ErrorKind::Busy:
    case ErrorKind::TooNew:
        return kUnusableInput;
    case ErrorKind::NoIsolation:
        return kNoIsolation;
    case ErrorKind::Storage:
        return kNotStored;
    case ErrorKind::Cancelled:
        return kInterrupted;
    case ErrorKind::Internal:
        break;
    }
    return kNeedsAPerson;
}

bool needsAPerson(const engine::ContestState& state)
{
    for (const Diagnostic& diagnostic : state.contest().diagnostics) {
        if (diagnostic.level == Diagnostic::Level::Error)
            return true;
    }
    for (const engine::SubmissionView& view : state.submissions()) {
        if (view.judgement.verdict == model::Verdict::JE ||
            view.judgement.state == model::SubmissionState::NoToolchain)
            return true;
    }
    return false;
}

void printError(const Error& error)
{
    printNote("assize: error: " + fullMessage(error));
}

void printNote(std::string_view text)
{
    // A message that cannot be written has nowhere else to go; the exit status still says it.
    const std::string shown = wrapped(indentedLines(text, 2), terminalColumns(STDERR_FILENO), 2);
    (void)writeAll(STDERR_FILENO, shown + '\n', "standard error");
}

Result<void> writeOutput(const std::string& file, std::string_view content)
{
    if (file == "-")
        return writeAll(STDOUT_FILENO, content, "standard output");
    return writeFileAtomically(file, content);
}

Result<void> writeTo(int fd, std::string_view content)
{
    return writeAll(fd, content, fd == STDERR_FILENO ? "standard error" : "standard output");
}

Result<std::unique_ptr<sandbox::Sandbox>> makeSandbox(const SandboxArguments& arguments)
{
    removeLeftTemporaryFolders();
    sandbox::LocalSandboxOptions options;
    options.noIsolation = arguments.isNone();
    options.strict = arguments.strict;
    if (options.noIsolation && options.strict)
        return Error{ErrorKind::InvalidInput,
                     "--strict isolates more, --sandbox none not at all: use one of them."};
    return sandbox::makeLocalSandbox(options);
}

} // namespace assize::cli
