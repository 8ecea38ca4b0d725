// SPDX-License-Identifier: GPL-3.0-or-later
// From text to a YAML document, and what people can do about a text that is none. Used by yaml_file.h, which
// reads the file and tells. Whatever yaml-cpp throws while it parses ends here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <yaml-cpp/yaml.h>

namespace assize::package {

/// A document, or what is wrong with it and in which line, from 1.
struct ParsedYaml
{
    std::optional<YAML::Node> node;
    int line = 0;
    std::string problem;
};

/// A quotation mark that is never closed is a problem, too: yaml-cpp would swallow all settings below it.
ParsedYaml parseYaml(const std::string& content);

/// The text with tabs in the indentation of its lines as four blanks each.
std::string withoutIndentingTabs(std::string_view content);

/// What most people need where a value cannot be read: quotes. `line` counts from 1; empty: nothing to say.
std::string quotingHint(std::string_view content, int line);

/// ":line (key)" for people: the line, and the nearest key at it or above.
std::string placeOf(std::string_view content, int line);

} // namespace assize::package
