// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor_text.h"

#include "wrap.h"

#include "base/utf8.h"
#include "model/python.h"

#include <algorithm>
#include <cstdio>

namespace assize::cli {
namespace {

using sandbox::Mechanism;
using Grade = Mechanism::Grade;

constexpr int kWidth = 100;
constexpr int kName = 18;

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

/// "  label  text", with `text` broken between words and the later lines below the first.
std::string labelled(const std::string& label, int indent, const std::string& bytes)
{
    return wrapped(padded(label, static_cast<std::size_t>(indent) - 1) + ' ' + toPrintable(bytes), kWidth,
                   indent) +
           '\n';
}

std::string row(const std::string& name, const std::string& text)
{
    return labelled("  " + name, kName + 2, text);
}

/// A command that is too long is continued on the next line, as a shell understands it.
std::string broken(const std::string& line)
{
    if (line.size() <= static_cast<std::size_t>(kWidth) || line.starts_with("#"))
        return line;
    const std::size_t at = line.rfind(' ', kWidth - 2);
    if (at == std::string::npos)
        return line;
    return line.substr(0, at) + " \\\n" + std::string(15, ' ') + broken(line.substr(at + 1));
}

/// To be copied.
std::string commands(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += padded(text.empty() ? "      do" : "", 11) + broken(line) + '\n';
    return text;
}

std::string problemText(const Mechanism& mechanism)
{
    return labelled(std::string(mechanism.grade == Grade::Weak ? "  ! " : "  - ") + mechanism.name, kName + 2,
                    mechanism.used + ": " + mechanism.effect) +
           labelled("      why", 11, mechanism.why) + commands(mechanism.remedy);
}

bool isProblem(const Mechanism& mechanism)
{
    return mechanism.grade != Grade::Full && !mechanism.why.empty();
}

const char* summaryOf(const std::vector<Mechanism>& mechanisms)
{
    bool weak = false;
    bool fair = false;
    for (const Mechanism& mechanism : mechanisms) {
        weak = weak || mechanism.grade == Grade::Weak;
        fair = fair || mechanism.grade == Grade::Fair;
    }
    return weak   ? "safe to judge; measures less exactly than it could"
           : fair ? "safe to judge, and exact; one or the other could still be better"
                  : "safe to judge, and exact; nothing is missing";
}

/// The interpreter of .py files, unless somebody says otherwise.
std::string pythonText(const std::vector<model::Toolchain>& toolchains)
{
    const bool pypy = std::any_of(toolchains.begin(), toolchains.end(), [](const model::Toolchain& one) {
        return one.language.id == model::kPyPyLanguage && one.available;
    });
    return pypy ? "PyPy for ICPC packages, as Kattis and DOMjudge do; CPython for others (--python)"
                : "CPython for all packages; ICPC packages mean PyPy, so their time limits do not hold for "
                  "Python without it (apt install pypy3)";
}

std::string mebibytes(std::uint64_t bytes)
{
    return std::to_string(bytes >> 20) + " MiB";
}

} // namespace

std::string sandboxText(const sandbox::SandboxInfo& info)
{
    std::string text = "Sandbox " + info.name + ": " + summaryOf(info.mechanisms) + "\n";
    std::string problems;
    // First the losses, then possible improvements.
    for (const Grade grade : {Grade::Weak, Grade::Fair}) {
        for (const Mechanism& mechanism : info.mechanisms) {
            if (mechanism.grade == grade && isProblem(mechanism))
                problems += problemText(mechanism);
        }
    }
    if (!problems.empty())
        text +=
            "\n  What would make it better ('!' matters for results)\n" + problems + "\n  Otherwise in use\n";
    std::size_t used = 0;
    for (const Mechanism& mechanism : info.mechanisms)
        used = isProblem(mechanism) ? used : std::max(used, mechanism.used.size());
    for (const Mechanism& mechanism : info.mechanisms) {
        if (isProblem(mechanism))
            continue;
        text += labelled("  " + padded(mechanism.name, kName - 1) + ' ' + padded(mechanism.used, used),
                         kName + static_cast<int>(used) + 4, mechanism.effect);
    }
    return text;
}

std::string noSandboxText(const std::string& why)
{
    return "Sandbox: NOT SAFE TO JUDGE\n" + labelled(" ", 2, why);
}

std::string machineText(const MachineReport& machine)
{
    std::string text = "Machine\n" + row("kernel", machine.kernel);
    std::string processors = std::to_string(machine.processors) + ", " + std::to_string(machine.slots) +
                             (machine.slots == 1 ? " slot" : " slots") + " by default (--jobs)";
    if (machine.threadsShareCores && machine.processors > 1)
        processors += "; two share a core, so --jobs " + std::to_string(std::max(1, machine.processors / 2)) +
                      " measures more evenly";
    text += row("processors", processors);
    if (!machine.governor.empty()) {
        text +=
            row("frequency", machine.governor == "performance"
                                 ? "performance"
                                 : machine.governor + ": times vary with the load; steadier: sudo cpupower "
                                                      "frequency-set -g performance");
    }
    text += row("memory", mebibytes(machine.memory));
    return text + row("swap", machine.swap == 0 ? "off" : mebibytes(machine.swap));
}

std::string languagesText(const std::vector<model::Toolchain>& toolchains)
{
    std::string missing;
    std::string there;
    std::string packages;
    for (const model::Toolchain& toolchain : toolchains) {
        if (toolchain.available) {
            there += row(toolchain.language.name, toolchain.version);
            continue;
        }
        missing += row(toolchain.language.name, "missing: " + toolchain.problem);
        packages += ' ' + toolchain.language.installPackages;
    }
    std::string text = "Languages\n" + missing;
    if (!missing.empty())
        text += commands({"sudo apt-get install" + packages});
    text += there;
    const bool python = std::any_of(toolchains.begin(), toolchains.end(), [](const model::Toolchain& one) {
        return model::pythonInterpreterOf(one.language.id).has_value();
    });
    return python ? text + row("files in .py", pythonText(toolchains)) : text;
}

} // namespace assize::cli
