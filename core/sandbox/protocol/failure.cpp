// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/failure.h"

#include "base/result.h"

#include <array>
#include <cerrno>
#include <utility>

namespace assize::sandbox::protocol {

namespace {

struct StepText
{
    Step step;
    std::string_view text; ///< the detail stands where {} is
};

/// In the order of Step.
constexpr std::array kTexts = {
    StepText{Step::None, ""},
    StepText{Step::OpenBox, "{}"},
    StepText{Step::UseRequest, "{}"},
    StepText{Step::PassDescriptors, "{}"},
    StepText{Step::SendRequest, "send the request to the box"},
    StepText{Step::AwaitReport, "the box hangs: no report {}"},
    StepText{Step::SurviveRun, "the box died during the run"},
    StepText{Step::HearReport, "hear from the box"},
    StepText{Step::UnderstandReport, "the box sent something that is not its report"},
    StepText{Step::GiveReason, "the box does not say why"},
    StepText{Step::KeepOutput, "cut the output"},
    StepText{Step::KeepFile, "keep {}"},
    StepText{Step::Imitate, "{}"},

    StepText{Step::CloneBox, "make the namespaces of a box (clone)"},
    StepText{Step::OpenNull, "open /dev/null"},
    StepText{Step::LimitBox, "set the limits of the box"},
    StepText{Step::DrawNumber, "draw a random number"},
    StepText{Step::WriteUserMap, "write {}"},
    StepText{Step::BecomeUser, "become the user of the box"},
    StepText{Step::DropPrivileges, "give up privileges"},
    StepText{Step::AdoptOrphans, "become the parent of what is left behind"},
    StepText{Step::LoadFilter, "load the system call filter"},

    StepText{Step::PrivateMounts, "make mounts private"},
    StepText{Step::MountRoot, "mount the root of the box"},
    StepText{Step::MakeFolder, "make folder {} of the box"},
    StepText{Step::MakeFile, "make file {} of the box"},
    StepText{Step::Protect, "protect {} of the box"},
    StepText{Step::LookAt, "look at {} of the box"},
    StepText{Step::Bind, "bind {} of the box"},
    StepText{Step::Link, "link {} of the box"},
    StepText{Step::ReadFolder, "read {}"},
    StepText{Step::OpenProcesses, "open /proc of the box"},
    StepText{Step::MakeWritable, "make {} of the box"},
    StepText{Step::MountWorkArea, "mount the work area"},
    StepText{Step::OpenWorkArea, "open the work area"},
    StepText{Step::PivotRoot, "pivot_root"},
    StepText{Step::LeaveOldRoot, "leave the old root"},
    StepText{Step::EnterFolder, "enter {}"},
    StepText{Step::MakeWorkFolder, "make the work folder {}"},
    StepText{Step::MarkWorkFolder, "mark the work folder {}"},

    StepText{Step::FindGroups, "this machine has no control groups for memory and pids"},
    StepText{Step::DelegateGroup, "the control group {} is not delegated to this user"},
    StepText{Step::GiveControllers, "the control group {} was not given the controllers memory, pids"},
    StepText{Step::FindController, "the control groups of version 1 are incomplete, without {}"},
    StepText{Step::MakeGroupHere, "no group may be made in {}"},
    StepText{Step::CountPeaks,
             "version 2 control groups count the peak of memory since Linux 5.19; this kernel is older"},
    StepText{Step::MakeGroup, "make {}"},
    StepText{Step::EnterGroup, "enter {}"},
    StepText{Step::OpenGroup, "open {}"},
    StepText{Step::LockGroup, "lock {}"},
    StepText{Step::MoveProcess, "move process {}"},
    StepText{Step::MoveAllProcesses, "move all processes out of {}"},
    StepText{Step::WriteGroupFile, "write {}"},
    StepText{Step::OpenGroupFiles, "open the files of {}"},
    StepText{Step::MakeRunGroup, "make a control group for a run"},
    StepText{Step::PrepareRunGroup, "prepare the control group of a run"},
    StepText{Step::LimitRunGroup, "set the limits of a control group"},
    StepText{Step::LimitMemory, "set the memory limit of the box"},
    StepText{Step::LimitProcesses, "set the process limit of the box"},
    StepText{Step::ResetPeak, "reset the memory peak of the box"},

    StepText{Step::OpenPidNamespace, "open the box's pid namespace"},
    StepText{Step::ReturnToPidNamespace, "come back to the box's pid namespace"},
    StepText{Step::MakeRunNamespaces, "make the namespaces of a run"},
    StepText{Step::StartFirstProcess, "start the first process of a namespace"},
    StepText{Step::SetWorkAreaSize, "set the size of the work area"},
    StepText{Step::PlaceFile, "place {} into the work folder"},
    StepText{Step::MakePipe, "make a pipe"},
    StepText{Step::SetUpPipe, "set up a pipe"},
    StepText{Step::GivePipe, "give a pipe to the program"},
    StepText{Step::HandleBrokenPipes, "handle broken pipes"},
    StepText{Step::Clone, "clone"},
    StepText{Step::CloneIntoGroup, "clone into a control group"},
    StepText{Step::SetStreams, "dup2 {}"},
    StepText{Step::SetLimits, "setrlimit {}"},
    StepText{Step::ChangeUser, "setresuid {}"},
    StepText{Step::Execute, "execve {}"},
    StepText{Step::ExecuteFile, "execveat {}"},
    StepText{Step::HaveMemory, "the machine ran out of memory and the kernel killed the program"},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
        if (static_cast<std::size_t>(kTexts[i].step) != i)
            return false;
    }
    return kTexts.back().step == kLastStep;
}
static_assert(isInOrder());

constexpr std::string_view kDetail = "{}";

std::string_view patternOf(Step step)
{
    return kTexts[static_cast<std::size_t>(step)].text;
}

std::string withError(std::string text, int error)
{
    return error == 0 ? text : systemError(text, error).message;
}

} // namespace

bool isMissingProgram(const Failure& failure)
{
    return failure.step == Step::Execute && failure.error == ENOENT;
}

std::string textOf(const Failure& failure)
{
    std::string text(patternOf(failure.step));
    if (const std::size_t at = text.find(kDetail); at != std::string::npos)
        text.replace(at, kDetail.size(), failure.detail);
    return withError(std::move(text), failure.error);
}

std::string textOf(std::span<const Failure> failures)
{
    std::string text;
    Step last = Step::None;
    for (const Failure& failure : failures) {
        if (failure.step == last && patternOf(last).ends_with(kDetail))
            text += ", " + withError(failure.detail, failure.error);
        else
            text += (text.empty() ? "" : "; ") + textOf(failure);
        last = failure.step;
    }
    return text;
}

std::string textOf(const Failure& failure, const Failure& before)
{
    const std::string text = textOf(failure);
    if (!before)
        return text;
    return text + (before == failure ? " (twice)" : " (before that: " + textOf(before) + ")");
}

} // namespace assize::sandbox::protocol
