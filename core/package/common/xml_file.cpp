// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/xml_file.h"

#include "files/read.h"

#include <algorithm>

namespace assize::package {
namespace {

/// Measures the depth without recursion.
class DepthWalker final : public pugi::xml_tree_walker
{
public:
    bool for_each(pugi::xml_node& /*node*/) override
    {
        tooDeep = depth() >= XmlFile::kDeepest;
        return !tooDeep;
    }
    bool tooDeep = false;
};

} // namespace

std::optional<XmlFile> XmlFile::load(const std::filesystem::path& path, const std::string& shownAs,
                                     const char* root, Diagnostics& diagnostics)
{
    const auto refuse = [&](const std::string& where, std::string message) {
        diagnostics.push_back({Diagnostic::Level::Error, where, std::move(message)});
        return std::nullopt;
    };
    const Result<std::string> content = files::readFile(path, kLargest);
    if (!content)
        return refuse(shownAs, content.error().message);

    XmlFile file;
    file.m_shownAs = shownAs;
    file.m_document = std::make_unique<pugi::xml_document>();
    for (std::size_t at = content->find('\n'); at != std::string::npos; at = content->find('\n', at + 1))
        file.m_newlines.push_back(at);
    const pugi::xml_parse_result parsed = file.m_document->load_buffer(content->data(), content->size());
    if (!parsed)
        return refuse(shownAs + ":" + std::to_string(file.lineAt(parsed.offset)),
                      std::string("this is not well-formed XML: ") + parsed.description());
    DepthWalker walker;
    file.m_document->traverse(walker);
    if (walker.tooDeep)
        return refuse(shownAs, "elements are nested more than " + std::to_string(kDeepest) + " levels deep");
    file.m_root = file.m_document->child(root);
    if (!file.m_root)
        return refuse(shownAs, std::string("expected an element <") + root + ">, found <" +
                                   files::oneLine(file.m_document->document_element().name()) + ">");
    return file;
}

std::size_t XmlFile::lineAt(std::ptrdiff_t offset) const
{
    const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0));
    return 1 + static_cast<std::size_t>(std::lower_bound(m_newlines.begin(), m_newlines.end(), at) -
                                        m_newlines.begin());
}

std::string XmlFile::where(pugi::xml_node node, std::string_view what) const
{
    std::string text = m_shownAs;
    if (node)
        text += ":" + std::to_string(lineAt(node.offset_debug()));
    return what.empty() ? text : text + " (" + std::string(what) + ")";
}

} // namespace assize::package
