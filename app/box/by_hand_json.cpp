// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand_json.h"

#include "base/version.h"
#include "by_hand_values.h"
#include "json_writer.h"

#include <csignal>
#include <cstring>

namespace assize::box {

namespace {

using sandbox::protocol::Report;
using sandbox::protocol::Status;

std::string_view nameOf(Status status)
{
    switch (status) {
    case Status::Exited:
        return "exited";
    case Status::Signalled:
        return "signalled";
    case Status::CpuLimit:
        return "cpu-limit";
    case Status::WallLimit:
        return "wall-limit";
    case Status::MemoryLimit:
        return "memory-limit";
    case Status::OutputLimit:
        return "output-limit";
    case Status::Violation:
        return "violation";
    case Status::Cancelled: // nobody cancels here
    case Status::SandboxFailed:
        break;
    }
    return "sandbox-failed";
}

std::string signalName(int signal)
{
    if (const char* name = ::sigabbrev_np(signal))
        return "SIG" + std::string(name);
    if (signal >= SIGRTMIN && signal <= SIGRTMAX)
        return "SIGRTMIN+" + std::to_string(signal - SIGRTMIN);
    return std::to_string(signal);
}

void writeTexts(JsonWriter& json, const std::string& name, const std::vector<std::string>& texts)
{
    json.key(name);
    json.beginArray();
    for (const std::string& text : texts)
        json.text(text);
    json.endArray();
}

void writeEnd(JsonWriter& json, const Report& report)
{
    json.key("status");
    json.text(nameOf(report.status));
    json.key("exit_code");
    if (report.status == Status::Exited)
        json.number(std::to_string(report.exitCode));
    else
        json.null();
    json.key("signal");
    if (report.signal != 0)
        json.number(std::to_string(report.signal));
    else
        json.null();
    json.key("signal_name");
    if (report.signal != 0)
        json.text(signalName(report.signal));
    else
        json.null();
    json.key("cpu_time_s");
    json.number(secondsOf(report.cpuTime));
    json.key("wall_time_s");
    json.number(secondsOf(report.wallTime));
    json.key("memory_kib");
    json.number(report.memory / 1024);
    json.key("output_bytes");
    json.number(report.outputSize);
}

void writeStream(JsonWriter& json, const char* name, const std::string& file, std::string_view content,
                 bool cut)
{
    if (file.empty()) {
        json.bytes(name, content);
    } else {
        json.key(name);
        json.null();
    }
    json.key(std::string(name) + "_cut");
    json.flag(cut);
}

void writeCollected(JsonWriter& json, const ByHandOptions& options, const Report& report)
{
    json.key("collected");
    json.beginArray();
    for (const sandbox::protocol::ReportedFile& file : report.collected) {
        json.beginObject();
        json.bytes("name", file.name);
        json.key("size");
        json.number(file.size);
        json.key("executable");
        json.flag(file.executable);
        json.bytes("path", options.collectTo + "/" + std::string(file.name));
        json.endObject();
    }
    json.endArray();
}

void writeLimits(JsonWriter& json, const ByHandOptions& options)
{
    json.key("limits");
    json.beginObject();
    json.key("cpu_time_s");
    json.number(secondsOf(options.cpuTime));
    json.key("wall_time_s");
    json.number(secondsOf(options.effectiveWallTime()));
    json.key("memory_kib");
    json.number(options.memory / 1024);
    json.key("output_bytes");
    json.number(options.output);
    json.key("error_output_bytes");
    json.number(options.errorOutput);
    json.key("file_space_bytes");
    json.number(options.fileSpace);
    json.key("processes");
    json.number(options.processes);
    json.key("collect_bytes");
    json.number(kCollectLimit);
    json.endObject();
}

} // namespace

std::string toJson(const HandResult& result)
{
    const ByHandOptions& options = result.options;
    const Report& report = result.outcome.report;
    JsonWriter json;
    json.key("schema");
    json.text("assize.run/1");
    json.key("version");
    json.text(kVersion);
    writeTexts(json, "arguments", options.arguments);
    writeEnd(json, report);
    writeStream(json, "standard_output", options.outputFile, result.output,
                options.outputFile.empty() && report.outputSize > result.output.size());
    writeStream(json, "standard_error", options.errorFile, report.errorOutput, report.errorOutputCut);
    writeCollected(json, options, report);
    writeLimits(json, options);
    writeTexts(json, "isolation", result.isolation.items);
    writeTexts(json, "warnings", result.isolation.warnings);
    json.key("failure");
    if (!result.outcome.failure)
        json.null();
    else
        json.text(textOf(result.outcome.failure));
    return json.finish();
}

} // namespace assize::box
