// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/near_name.h"

#include "base/near_match.h"
#include "files/read.h"
#include "intake/language_guess.h"

#include <algorithm>
#include <array>
#include <optional>

namespace assize::intake {
namespace {

/// Endings of files that are not meant to be handed in: earlier versions and products.
constexpr std::array<std::string_view, 12> kNotMeant = {"bak", "old", "orig", "swp",   "swo", "tmp",
                                                        "out", "log", "diff", "patch", "rej", "save"};

struct Slip
{
    std::string_view written;
    std::string_view meant;
};

/// Extensions are too short to be told apart by their letters.
constexpr std::array<Slip, 18> kSlips = {{
    {"cp", "cpp"},
    {"ccp", "cpp"},
    {"cppp", "cpp"},
    {"cplusplus", "cpp"},
    {"c11", "c"},
    {"c99", "c"},
    {"jav", "java"},
    {"jave", "java"},
    {"jaav", "java"},
    {"python", "py"},
    {"python3", "py"},
    {"pyt", "py"},
    {"pyy", "py"},
    {"phy", "py"},
    {"pascal", "pas"},
    {"rust", "rs"},
    {"kotlin", "kt"},
    {"javascript", "js"},
}};

std::string small(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "sum" of "sum (1)", "sum(2)", "sum - Copy", "sum_copy", "Copy of sum", "sum_v2", "sum-final"; nullopt: it
/// has no such mark.
std::optional<std::string_view> withoutCopyMark(std::string_view name)
{
    const std::string low = small(name);
    constexpr std::string_view kCopyOf = "copy of ";
    if (low.starts_with(kCopyOf))
        return name.substr(kCopyOf.size());
    std::size_t end = name.size();
    if (low.ends_with(')')) {
        end = low.rfind('(');
        const std::string_view within = end == std::string::npos
                                            ? std::string_view()
                                            : std::string_view(low).substr(end + 1, low.size() - end - 2);
        if (within.empty() || !std::all_of(within.begin(), within.end(), isDigit))
            return std::nullopt;
    } else {
        while (end > 0 && isDigit(low[end - 1]))
            --end;
        const std::string_view rest = std::string_view(low).substr(0, end);
        for (const std::string_view word :
             {"copy", "kopie", "copia", "copie", "final", "new", "fixed", "version", "ver", "v"}) {
            if (rest.ends_with(word)) {
                end -= word.size();
                break;
            }
        }
        // A word of its own: "kiev2" is no version of "kie".
        if (end == name.size() || end == 0 ||
            std::string_view(" _-").find(low[end - 1]) == std::string_view::npos)
            return std::nullopt;
    }
    const std::size_t last = name.substr(0, end).find_last_not_of(" _-");
    if (last == std::string_view::npos)
        return std::nullopt;
    return name.substr(0, last + 1);
}

} // namespace

std::string nearFileHint(std::string_view file, const std::vector<model::Language>& languages)
{
    const std::string extension = small(extensionOf(file));
    const std::string stem(stemOf(file));
    std::string meant;
    if (const std::string_view second = extensionOf(stem);
        !second.empty() && isSourceExtension(second, languages)) {
        if (std::find(kNotMeant.begin(), kNotMeant.end(), extension) != kNotMeant.end())
            return {};
        meant = stem;
    } else {
        const auto* const slip = std::find_if(kSlips.begin(), kSlips.end(),
                                              [&](const Slip& one) { return one.written == extension; });
        if (slip == kSlips.end() || !isSourceExtension(slip->meant, languages))
            return {};
        meant = stem + "." + std::string(slip->meant);
    }
    return "; if it is meant as " + files::oneLine(meant) + ", give it that name";
}

std::string nearProblemHint(std::string_view name, const ProblemNames& problems)
{
    const model::Problem* meant = nullptr;
    std::optional<std::string_view> rest = withoutCopyMark(name);
    for (; rest && meant == nullptr; rest = withoutCopyMark(*rest))
        meant = problems.find(*rest).problem;
    std::string id = meant != nullptr ? meant->id : std::string();
    if (meant == nullptr) {
        std::vector<std::string_view> ids;
        for (const model::Problem& problem : problems.all())
            ids.emplace_back(problem.id);
        id = nearMatch(name, ids).value_or("");
    }
    return id.empty() ? id : "; if " + files::oneLine(id) + " is meant, give it that name";
}

} // namespace assize::intake
