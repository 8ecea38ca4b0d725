// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/isolation.h"

#include "base/processor_model.h"
#include "sandbox/protocol/messages.h"

namespace assize::sandbox {

namespace {

/// Programs compile and run in fresh namespaces ("strict") as in emptied namespaces: a change between them
/// makes nothing outdated.
std::string fingerprintOf(const SandboxInfo& info)
{
    std::string text = info.name + "/" + std::to_string(protocol::kVersion);
    for (const std::string& item : info.isolation) {
        if (item != "strict")
            text += " " + item;
    }
    return text;
}

SandboxInfo made(std::string name, std::vector<std::string> isolation, std::vector<Mechanism> mechanisms)
{
    SandboxInfo info;
    info.name = std::move(name);
    info.isolation = std::move(isolation);
    info.warnings = protocol::warningsOf(mechanisms);
    info.mechanisms = std::move(mechanisms);
    info.fingerprint = fingerprintOf(info);
    info.processor = processorModel();
    return info;
}

} // namespace

SandboxInfo describe(const protocol::Findings& findings, const std::string& box)
{
    return made("local", protocol::isolationOf(findings.way, findings.wanted, findings.cgroups),
                protocol::mechanismsOf(findings, protocol::machineFacts(box)));
}

SandboxInfo describeUnisolated()
{
    return made("none", {"none"}, protocol::mechanismsOfNone());
}

} // namespace assize::sandbox
