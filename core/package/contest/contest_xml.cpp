// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/contest/contest_xml.h"

#include "base/utf8.h"
#include "files/read.h"
#include "package/common/xml_file.h"

#include <algorithm>

namespace assize::package {
namespace {

std::string nameFrom(pugi::xml_node names)
{
    pugi::xml_node name = names.find_child_by_attribute("name", "language", "english");
    if (!name)
        name = names.find_child_by_attribute("name", "main", "true");
    if (!name)
        name = names.child("name");
    return toTitle(name.attribute("value").value());
}

/// "sum" of "https://polygon.codeforces.com/p1/author/sum" and of "problems/sum/".
std::string lastPart(std::string text)
{
    text.resize(text.find_last_not_of('/') + 1);
    return text.substr(text.rfind('/') + 1);
}

/// Codeforces writes "A", files of Polygon also "a".
std::string labelFrom(std::string index)
{
    std::transform(index.begin(), index.end(), index.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return toUtf8(index);
}

constexpr const char* kFile = "contest.xml";

bool recognises(const ContestPlace& place)
{
    std::error_code code;
    return std::filesystem::exists(std::filesystem::symlink_status(place.contest / kFile, code));
}

void readContestXml(const ContestPlace& place, ContestFile& file)
{
    const std::optional<XmlFile> xml =
        XmlFile::load(place.contest / kFile, kFile, "contest", file.diagnostics);
    if (!xml)
        return;
    if (file.name.empty())
        file.name = nameFrom(xml->root().child("names"));
    if (!file.problems.empty())
        return;
    for (const pugi::xml_node node : xml->root().child("problems").children("problem")) {
        ContestFile::ListedProblem problem;
        problem.id = lastPart(node.attribute("path").value());
        if (problem.id.empty())
            problem.id = lastPart(node.attribute("url").value());
        problem.label = labelFrom(node.attribute("index").value());
        const auto same = [&](const ContestFile::ListedProblem& other) { return other.id == problem.id; };
        const bool twice = std::any_of(file.problems.begin(), file.problems.end(), same);
        if (problem.id.empty() || twice) {
            file.diagnostics.push_back(
                {Diagnostic::Level::Error, xml->where(node, "problem"),
                 twice ? "the problem " + files::quoted(problem.id) + " is listed twice"
                       : "expected a url or path that ends in the problem's short name"});
            continue;
        }
        file.problems.push_back(std::move(problem));
    }
}

} // namespace

const ContestReader& contestXmlReader()
{
    static constexpr ContestReader reader{"a Polygon contest", recognises, readContestXml};
    return reader;
}

} // namespace assize::package
