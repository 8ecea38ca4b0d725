// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand.h"

#include "base/utf8.h"
#include "by_hand_box.h"
#include "by_hand_files.h"
#include "by_hand_json.h"
#include "by_hand_options.h"
#include "by_hand_program.h"
#include "sandbox/protocol/output_file.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace assize::box {

namespace {

enum ExitStatus { kDone = 0, kSandboxFailed = 1, kUnusable = 2, kNoIsolation = 3 };

/// Prints the error, and gives the status to end with.
int complain(const Error& error)
{
    std::string line = "assize-box: " + toPrintable(error.message) + "\n";
    std::fputs(line.c_str(), stderr);
    switch (error.kind) {
    case ErrorKind::NoIsolation:
        return kNoIsolation;
    case ErrorKind::Internal:
        return kSandboxFailed;
    default:
        return kUnusable;
    }
}

/// The message for the box; it holds views of `options` and `inputs`.
sandbox::protocol::Run requestOf(const ByHandOptions& options, const Inputs& inputs)
{
    sandbox::protocol::Run request;
    request.cpuTime = options.cpuTime;
    request.wallTime = options.effectiveWallTime();
    request.memory = options.memory;
    request.output = options.output;
    request.errorOutput = options.errorOutput;
    request.fileSpace = options.fileSpace;
    request.processes = options.processes;
    request.collectLimit = kCollectLimit;
    request.hasInput = static_cast<bool>(inputs.input);
    request.hasExecutable = static_cast<bool>(inputs.executable);
    request.arguments.assign(options.arguments.begin(), options.arguments.end());
    request.arguments.front() = inputs.program;
    request.environment.assign(options.environment.begin(), options.environment.end());
    for (const OpenedFile& file : inputs.files)
        request.files.push_back({file.name, file.executable});
    request.collect.assign(options.collect.begin(), options.collect.end());
    return request;
}

/// The descriptors that go with it, in the order of the protocol.
std::vector<int> descriptorsOf(const Inputs& inputs, int output)
{
    std::vector<int> descriptors = {output};
    for (const unique_fd* fd : {&inputs.input, &inputs.executable}) {
        if (*fd)
            descriptors.push_back(fd->get());
    }
    for (const OpenedFile& file : inputs.files)
        descriptors.push_back(file.fd.get());
    return descriptors;
}

Result<void> checkSize(const sandbox::protocol::Run& request)
{
    sandbox::protocol::Writer writer;
    encode(writer, request);
    if (writer.view().size() <= sandbox::protocol::kMaximumMessage)
        return {};
    return Error{ErrorKind::InvalidInput, "arguments, environment and names of files have " +
                                              std::to_string(writer.view().size()) +
                                              " bytes together; at most 160 KiB are possible"};
}

Result<Isolation> openBox(HandBox& box, const ByHandOptions& options)
{
    if (!options.isolated)
        return box.openUnisolated();
    return box.openBest({options.cgroups, options.userNamespace, options.strict});
}

/// Runs the program and writes everything that was asked for.
Result<int> runAndReport(HandBox& box, const ByHandOptions& options, const Isolation& isolation,
                         Inputs& inputs, Destinations& destinations)
{
    const Result<unique_fd> output = sandbox::protocol::makeOutputFile();
    if (!output)
        return output.error();
    sandbox::protocol::Run request = requestOf(options, inputs);
    const std::vector<int> descriptors = descriptorsOf(inputs, output->get());
    const Outcome outcome = box.run(request, descriptors);
    HandResult result{options, isolation, outcome, {}};
    if (options.outputFile.empty())
        result.output = headOfFile(output->get(), std::min(outcome.report.outputSize, kShownOutput));
    if (Result<void> written = destinations.write(outcome, output->get()); !written)
        return written.error();
    if (Result<void> written = destinations.writeJson(toJson(result)); !written)
        return written.error();
    return !outcome.failure ? kDone : kSandboxFailed;
}

Result<int> runWith(const ByHandOptions& options)
{
    Result<Inputs> inputs = openInputs(options);
    if (!inputs)
        return inputs.error();
    if (Result<void> fits = checkSize(requestOf(options, *inputs)); !fits)
        return fits.error();
    HandBox box;
    if (Result<void> started = box.start(); !started)
        return started.error();
    Result<Isolation> isolation = openBox(box, options);
    if (!isolation)
        return isolation.error();
    // Only now: existing files are kept when nothing is run.
    Result<Destinations> destinations = Destinations::open(options);
    if (!destinations)
        return destinations.error();
    return runAndReport(box, options, *isolation, *inputs, *destinations);
}

/// So that nothing that is opened becomes standard output because there was none.
void fillStandardDescriptors()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // Against the direction of its use, which shall go on to fail.
        if (::fcntl(fd, F_GETFD) < 0)
            (void)::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

} // namespace

int runByHand(std::span<char* const> words)
{
    fillStandardDescriptors();
    Result<ByHandOptions> options = parseByHandOptions(words);
    if (!options) {
        const int status = complain(options.error());
        std::fputs("`assize-box --run --help` explains the options.\n", stderr);
        return status;
    }
    if (options->help) {
        std::fputs(byHandHelp().c_str(), stdout);
        return std::fflush(stdout) == 0 ? kDone : kUnusable;
    }
    Result<int> status = runWith(*options);
    return status ? *status : complain(status.error());
}

} // namespace assize::box
