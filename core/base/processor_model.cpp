// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processor_model.h"

#include <fstream>
#include <iterator>

namespace assize {
namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// Of the first line "key : value".
std::string_view valueOf(std::string_view cpuinfo, std::string_view key)
{
    while (!cpuinfo.empty()) {
        const std::size_t end = cpuinfo.find('\n');
        const std::string_view line = cpuinfo.substr(0, end);
        cpuinfo.remove_prefix(end == std::string_view::npos ? cpuinfo.size() : end + 1);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && trimmed(line.substr(0, colon)) == key)
            return trimmed(line.substr(colon + 1));
    }
    return {};
}

} // namespace

std::string processorModelFrom(std::string_view cpuinfo)
{
    std::string model(valueOf(cpuinfo, "model name"));
    if (!model.empty() || valueOf(cpuinfo, "CPU part").empty())
        return model;
    for (const char* key : {"CPU implementer", "CPU part", "CPU variant", "CPU revision"}) {
        if (const std::string_view value = valueOf(cpuinfo, key); !value.empty())
            model.append(model.empty() ? "" : ", ").append(key).append(" ").append(value);
    }
    return model;
}

std::string processorModel(const std::filesystem::path& cpuinfo)
{
    std::ifstream file(cpuinfo, std::ios::binary);
    return processorModelFrom(std::string(std::istreambuf_iterator<char>(file), {}));
}

} // namespace assize
