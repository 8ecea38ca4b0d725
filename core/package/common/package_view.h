// SPDX-License-Identifier: GPL-3.0-or-later
// A view of a place on disk by which readers of packages recognise their format.
#pragma once

#include "base/result.h"
#include "files/folder.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace assize::package {

/// A folder, or one file, that may be a package: which names it holds and how its files begin. The folder is
/// listed once and nothing is parsed, so that many readers can look at many folders. One thread.
class PackageView
{
public:
    /// Error (as of files): the path cannot be looked at.
    static Result<PackageView> of(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    /// Otherwise it is one file, e.g. an FPS collection.
    bool isFolder() const { return m_isFolder; }
    /// Of the folder, sorted by name; empty for a file.
    const std::vector<files::Entry>& entries() const { return m_entries; }
    /// Whether there is a file, folder or link of that name, which may be a path such as "data/secret".
    bool has(std::string_view name) const;
    /// Whether that name is a folder, or a link to a folder.
    bool hasFolder(std::string_view name) const;
    /// The first bytes of that file of the folder ("": of the file itself); empty where it cannot be read.
    std::string head(std::string_view name) const;

private:
    std::filesystem::path m_path;
    bool m_isFolder = false;
    std::vector<files::Entry> m_entries;
};

/// The value of a key that stands at the beginning of a line of a YAML text, without quotation marks; empty
/// where there is none. For detection only: it does not parse.
std::string topLevelValue(std::string_view yaml, std::string_view key);

/// The name of the first element of an XML text; empty where it does not look like XML. For detection only.
std::string rootElement(std::string_view xml);

} // namespace assize::package
