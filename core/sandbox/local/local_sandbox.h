// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox of this machine: boxes made of namespaces by the helper program assize-box.
#pragma once

#include "sandbox/sandbox.h"

#include <chrono>
#include <filesystem>

namespace assize::sandbox {

struct LocalSandboxOptions
{
    /// The helper. Empty: assize-box beside this program, else ../libexec/assize/assize-box from there.
    std::filesystem::path box;
    /// Run programs as plain processes of the engine's user, with resource limits and nothing else. Only when
    /// the operator said `--sandbox none`. info().isolation is then {"none"}.
    bool noIsolation = false;
    /// Use control groups where there are any; false measures as a machine without them does.
    bool cgroups = true;
    /// Use a user namespace even as root.
    bool userNamespace = false;
    /// Fresh pid and IPC namespaces for each run instead of for each box. info().isolation then has "strict".
    bool strict = false;
    /// A box that has not reported this long after the wall limit is taken for dead and replaced.
    std::chrono::seconds patience{15};
};

/// Starts the spawner and finds the best isolation that this machine gives, by running a program in it. To be
/// called by main before it starts threads (it forks) and before the engine holds much memory; takes some 20
/// ms. The Sandbox is thread-safe; it must outlive its boxes.
///
/// Errors: NoIsolation names each way that was tried, why it failed, and the change that would allow it;
/// InvalidInput when the helper is not there.
///
/// Limits are enforced as RunLimits says. CPU time: of all processes, stopped within some milliseconds.
/// Memory: by control groups where info().isolation has "cgroup1" or "cgroup2"; otherwise resident memory is
/// looked at every 10 ms and in the end. Standard output: at the byte. errorOutput: at most 96 KiB are kept.
///
/// Known gaps:
/// - Numbers tell the next run of the same box that there was a run before: of inodes in the work area, and
///   of System V objects unless `strict`.
/// - A FIFO below /usr that everybody may write, with a reader on the host, can be written to.
/// - Files of /usr are shared: locks on them are granted to programs and not taken, so that they do not keep
///   a program's own processes apart either.
/// - Programs of an ordinary user share his quota of descriptors on the way in sockets with each other; the
///   engine has room beside them.
/// - Memory that several processes held together before they wrote their output, up to the output's size, is
///   not seen in the peak of memory; that of the largest process alone is.
Result<std::unique_ptr<Sandbox>> makeLocalSandbox(const LocalSandboxOptions& options);

} // namespace assize::sandbox
