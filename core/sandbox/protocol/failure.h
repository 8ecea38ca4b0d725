// SPDX-License-Identifier: GPL-3.0-or-later
// A failure of a sandbox: the step, errno, and the object, as values that programs ask and that travel from
// the box to the engine. The sentences for people are made in failure.cpp; no program searches them for
// words.
//
// Made by app/box, sandbox/local and any other implementation of a sandbox; plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace assize::sandbox::protocol {

/// The step that was tried. The numbers travel: kVersion goes up when they change.
enum class Step : std::uint8_t {
    None, ///< nothing failed

    // Between the engine and a box.
    OpenBox,         ///< detail: the whole story
    UseRequest,      ///< a fault of the caller; detail: which
    PassDescriptors, ///< detail: which, and why not
    SendRequest,
    AwaitReport, ///< the box hangs; detail: how long it was waited for
    SurviveRun,  ///< the box died
    HearReport,
    UnderstandReport,
    GiveReason, ///< the box failed and does not say why
    KeepOutput,
    KeepFile, ///< detail: its name, and why not
    Imitate,  ///< a fake fails as it was told to; detail: the whole story

    // The process of a box.
    CloneBox,
    OpenNull,
    LimitBox,
    DrawNumber,
    WriteUserMap, ///< detail: the file
    BecomeUser,
    DropPrivileges,
    AdoptOrphans,
    LoadFilter,

    // Its file system; detail: which part of it, where that is known.
    PrivateMounts,
    MountRoot,
    MakeFolder,
    MakeFile,
    Protect,
    LookAt,
    Bind,
    Link,
    ReadFolder,
    OpenProcesses,
    MakeWritable,
    MountWorkArea,
    OpenWorkArea,
    PivotRoot,
    LeaveOldRoot,
    EnterFolder,
    MakeWorkFolder,
    MarkWorkFolder,

    // Control groups; detail: the folder or file.
    FindGroups,      ///< this machine has none for memory and pids
    DelegateGroup,   ///< it is not delegated to this user
    GiveControllers, ///< it was not given those that we need
    FindController,  ///< of version 1; detail: its name
    MakeGroupHere,   ///< while looking for a place
    CountPeaks,      ///< a kernel too old for version 2
    MakeGroup,
    EnterGroup,
    OpenGroup,
    LockGroup,
    MoveProcess,
    MoveAllProcesses,
    WriteGroupFile,
    OpenGroupFiles,
    MakeRunGroup,
    PrepareRunGroup,
    LimitRunGroup,
    LimitMemory,
    LimitProcesses,
    ResetPeak,

    // A run.
    OpenPidNamespace,
    ReturnToPidNamespace,
    MakeRunNamespaces,
    StartFirstProcess,
    SetWorkAreaSize,
    PlaceFile, ///< detail: its name
    MakePipe,
    SetUpPipe,
    GivePipe,
    HandleBrokenPipes,
    Clone,
    CloneIntoGroup,
    SetStreams, ///< this and the following; detail: the program
    SetLimits,
    ChangeUser,
    Execute,     ///< a path, or a name that is looked for: ENOENT when the program is not there
    ExecuteFile, ///< a descriptor
    HaveMemory,  ///< the machine had none left, and the kernel killed the program
};

inline constexpr Step kLastStep = Step::HaveMemory;

struct Failure
{
    Step step = Step::None;
    int error = 0;        ///< errno, or 0 where the kernel had no part in it
    std::string detail{}; ///< bytes, see Step; at most kMaximumDetail of them travel

    explicit operator bool() const { return step != Step::None; }
    bool operator==(const Failure&) const = default;
};

inline constexpr std::size_t kMaximumDetail = 4096;

/// Whether the program to be run is not there, which is so in every box.
bool isMissingProgram(const Failure& failure);

/// "set the size of the work area: Invalid argument (EINVAL)"; empty where nothing failed.
std::string textOf(const Failure& failure);
/// Of several failures on one line; their common part is said once.
std::string textOf(std::span<const Failure> failures);
/// Of a run that was repeated: the failure of the second time, and that it was the same `before`, or the
/// failure of then.
std::string textOf(const Failure& failure, const Failure& before);

} // namespace assize::sandbox::protocol
