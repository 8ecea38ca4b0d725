// SPDX-License-Identifier: GPL-3.0-or-later
// YAML with messages that name file, line and key. Exceptions of yaml-cpp end here.
#pragma once

#include "base/decimal.h"
#include "base/diagnostics.h"
#include "package/common/text_values.h"

#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

namespace assize::package {

/// A YAML file's mapping, or a mapping within it. Keys that nobody asked for are reported by warnUnknown().
/// Borrows the Diagnostics; one thread.
class YamlMap
{
public:
    /// Reads a file whose top is a mapping (an empty file is an empty mapping). Broken YAML, a top that is no
    /// mapping, or an unreadable file: nullopt and an Error in `diagnostics`, whose `where` is `shownAs` with
    /// line and key.
    /// Constants are put in before the text is read as YAML. Tabs as indentation, which YAML forbids, are
    /// taken for four blanks with a Warning. Values that are cut by a '#' that was not meant as a comment
    /// have a Warning, too (yaml_comments.h).
    static std::optional<YamlMap> load(const std::filesystem::path& path, const std::string& shownAs,
                                       Diagnostics& diagnostics, const Constants& constants = {});
    /// The same for files whose top may be anything, e.g. a list.
    static std::optional<YAML::Node> loadNode(const std::filesystem::path& path, const std::string& shownAs,
                                              Diagnostics& diagnostics, const Constants& constants = {});
    /// `node` must be a mapping.
    YamlMap(YAML::Node node, std::string shownAs, std::string prefix, Diagnostics& diagnostics);

    /// The value of a key, which counts as known from now on. Undefined (false) where it is missing or null.
    YAML::Node take(std::string_view key);
    bool isEmpty() const { return m_entries.empty(); }
    /// In the order of the file.
    std::vector<std::string> keys() const;

    /// Typed values; nullopt where missing, or of another type (an Error that names the expected type).
    std::optional<std::string> text(std::string_view key);
    std::optional<double> number(std::string_view key, double minimum, double maximum);
    /// The same, but a value above `maximum` becomes `maximum`, with a Warning.
    std::optional<double> numberUpTo(std::string_view key, double minimum, double maximum);
    std::optional<bool> boolean(std::string_view key);
    /// An exact decimal, rounded to the digits that a score has.
    std::optional<Decimal> decimal(std::string_view key);
    std::optional<YamlMap> map(std::string_view key);
    /// A string, split at white space, or a list of scalars.
    std::optional<std::vector<std::string>> words(std::string_view key);

    /// These keys are known and say nothing that matters here.
    void ignore(std::initializer_list<std::string_view> keys);
    /// The key among those that were taken or ignored, and are not there, that `key` is a slip of; nullopt:
    /// none is near.
    std::optional<std::string> knownNear(std::string_view key) const;
    /// Keys that were neither taken nor ignored, in the order of the file.
    std::vector<std::string> unknownKeys() const;
    /// A Warning for each key that was neither taken nor ignored: it names the known key that is near, or
    /// ends in `advice`.
    void warnUnknown(std::string_view advice);

    /// The same only for keys that are near to a known key: where keys of other tools may stand, too.
    void warnNearMisses();

    void error(std::string_view key, std::string message) const;
    void warning(std::string_view key, std::string message) const;
    /// "file:line (prefix.key)"
    std::string where(std::string_view key) const;

private:
    struct Entry
    {
        std::string key;
        YAML::Node value;
        int line;
    };
    const Entry* find(std::string_view key) const;

    std::string m_shownAs;
    std::string m_prefix; // "" or "limits."
    Diagnostics* m_diagnostics;
    std::vector<Entry> m_entries;
    std::map<std::string, std::size_t, std::less<>> m_places; // in m_entries, by key
    std::set<std::string, std::less<>> m_known;
};

} // namespace assize::package
