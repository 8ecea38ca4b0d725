// SPDX-License-Identifier: GPL-3.0-or-later
// XML with messages that name file, line and element. Bounded: a file's size and the depth of its elements.
// External entities and document types are never followed: pugixml knows none.
#pragma once

#include "base/diagnostics.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace assize::package {

/// One XML file that has been read; nodes of it live as long as it does. Never changes; any thread.
class XmlFile
{
public:
    /// A hundred thousand tests need about half of it; the tree in memory is about 16 times as large.
    static constexpr std::size_t kLargest = 16U << 20;
    static constexpr int kDeepest = 64;

    /// `root` is the name that the outermost element must have. Nullopt: an Error in `diagnostics`, which
    /// names the fault and its line.
    static std::optional<XmlFile> load(const std::filesystem::path& path, const std::string& shownAs,
                                       const char* root, Diagnostics& diagnostics);

    pugi::xml_node root() const { return m_root; }
    /// "problem.xml:12 (test)", with the line of `node`; `what` stands in the brackets.
    std::string where(pugi::xml_node node, std::string_view what) const;

private:
    std::size_t lineAt(std::ptrdiff_t offset) const;

    std::string m_shownAs;
    std::unique_ptr<pugi::xml_document> m_document;
    pugi::xml_node m_root;
    std::vector<std::size_t> m_newlines; ///< where they are, in order
};

} // namespace assize::package
