// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/engine_info.h"

#include <nlohmann/json.hpp>

namespace assize::report {

std::string engineInfoJson(const model::EngineInfo& info)
{
    const nlohmann::json json = {{"version", info.version},
                                 {"sandbox", info.sandbox},
                                 {"isolation", info.isolation},
                                 {"warnings", info.warnings},
                                 {"slots", info.slots},
                                 {"processor", info.processor},
                                 {"sandbox_fingerprint", info.sandboxFingerprint},
                                 {"stop_at_first_failure", info.stopAtFirstFailure}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

model::EngineInfo engineInfoFromJson(const std::string& text)
{
    model::EngineInfo info;
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return info;
    const auto textAt = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto listAt = [&](const char* key) {
        std::vector<std::string> list;
        const auto found = json.find(key);
        if (found == json.end() || !found->is_array())
            return list;
        for (const nlohmann::json& item : *found) {
            if (item.is_string())
                list.push_back(item.get<std::string>());
        }
        return list;
    };
    info.version = textAt("version");
    info.sandbox = textAt("sandbox");
    info.processor = textAt("processor");
    info.sandboxFingerprint = textAt("sandbox_fingerprint");
    if (const auto stop = json.find("stop_at_first_failure"); stop != json.end() && stop->is_boolean())
        info.stopAtFirstFailure = stop->get<bool>();
    info.isolation = listAt("isolation");
    info.warnings = listAt("warnings");
    if (const auto slots = json.find("slots"); slots != json.end() && slots->is_number_integer())
        info.slots = slots->get<int>();
    return info;
}

} // namespace assize::report
