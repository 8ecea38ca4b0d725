// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/text_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace assize::package {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";
/// What "name.variant" of a constant may consist of.
constexpr std::string_view kNameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";

} // namespace

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::optional<double> numberFrom(std::string_view text)
{
    text = trimmed(text);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::vector<std::string> splitWords(std::string_view text)
{
    std::vector<std::string> words;
    for (;;) {
        const std::size_t begin = text.find_first_not_of(kBlanks);
        if (begin == std::string_view::npos)
            return words;
        text.remove_prefix(begin);
        const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::optional<std::string> withConstants(std::string_view text, const Constants& constants,
                                         std::size_t largest)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find("{{"), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);
        const std::size_t end = std::min(text.find_first_not_of(kNameBytes, 2), text.size());
        const std::string_view name = text.size() < 2 ? std::string_view() : text.substr(2, end - 2);
        const auto constant = text.substr(end, 2) == "}}"
                                  ? std::find_if(constants.begin(), constants.end(),
                                                 [&](const auto& item) { return item.first == name; })
                                  : constants.end();
        if (constant != constants.end()) {
            result += constant->second;
            text.remove_prefix(end + 2);
        } else if (!text.empty()) {
            // The second brace may begin a name: "{{{n}}}".
            result += text.front();
            text.remove_prefix(1);
        }
        if (result.size() > largest)
            return std::nullopt;
    }
    return result;
}

std::optional<Decimal> decimalFrom(std::string_view text)
{
    text = trimmed(text);
    if (const std::optional<Decimal> exact = Decimal::parse(text))
        return exact;
    const std::optional<double> value = numberFrom(text);
    if (!value || std::abs(*value) > 1e12)
        return std::nullopt;
    return Decimal::fromMicros(static_cast<std::int64_t>(std::llround(*value * 1e6)));
}

} // namespace assize::package
