// SPDX-License-Identifier: GPL-3.0-or-later
// A small Polygon package to change, and how to read it.
#pragma once

#include "package/content_hash.h"
#include "package/polygon/reader.h"
#include "package_fixture.h"

namespace assize::test {

/// The parts of a problem.xml; each may be replaced.
struct PolygonXml
{
    std::string names = "<name language='english' value='Sum of two'/>";
    std::string judging = "input-file='' output-file=''";
    std::string limits = "<time-limit>1500</time-limit><memory-limit>268435456</memory-limit>";
    std::string count = "<test-count>2</test-count>";
    std::string patterns = "<input-path-pattern>tests/%02d</input-path-pattern>"
                           "<answer-path-pattern>tests/%02d.a</answer-path-pattern>";
    std::string tests = "<test method='manual' sample='true'/><test method='manual'/>";
    std::string groups;
    std::string otherTestsets;
    std::string resources = "<file path='files/testlib.h' type='h.g++'/>";
    std::string executables;
    std::string checker =
        "<checker type='testlib'><source path='files/check.cpp' type='cpp.g++17'/></checker>";
    std::string assets; ///< what stands between the checker and the solutions
    std::string solutions =
        "<solution tag='main'><source path='solutions/a.cpp' type='cpp.g++17'/></solution>";

    std::string text() const
    {
        std::string xml = "<?xml version='1.0' encoding='utf-8' standalone='no'?>\n";
        xml += "<problem revision='3' short-name='sum'>\n<names>" + names + "</names>\n";
        xml += "<judging " + judging + ">\n<testset name='tests'>" + limits + count + patterns;
        xml += "<tests>" + tests + "</tests>";
        if (!groups.empty())
            xml += "<groups>" + groups + "</groups>";
        xml += "</testset>\n" + otherTestsets + "</judging>\n";
        xml += "<files><resources>" + resources + "</resources><executables>" + executables +
               "</executables></files>\n";
        xml +=
            "<assets>\n" + checker + "\n" + assets + "<solutions>" + solutions + "</solutions>\n</assets>\n";
        return xml + "</problem>\n";
    }
};

/// p/sum: two tests with answers, a checker, a main solution.
inline void addPolygonPackage(TreeBuilder& tree, const PolygonXml& xml)
{
    tree.file("p/sum/problem.xml", xml.text());
    for (const char* test : {"01", "02"})
        tree.file(std::string("p/sum/tests/") + test, "1 2\n")
            .file(std::string("p/sum/tests/") + test + ".a", "3\n");
    tree.file("p/sum/files/testlib.h", "// a library\n");
    tree.file("p/sum/files/check.cpp", "#include \"testlib.h\"\nint main() {}\n");
    tree.file("p/sum/solutions/a.cpp", "int main() {}\n");
    tree.file("p/sum/solutions/a.cpp.desc", "File name: a.cpp\nTag: MAIN\n");
}

struct ReadPolygon
{
    package::Reading reading;
    model::Problem problem;

    bool refused() const { return reading.refused(); }
    QString text() const { return textOf(reading.diagnostics); }
};

inline ReadPolygon readPolygon(const TreeBuilder& tree, const std::string& folder = "p/sum")
{
    ReadPolygon result;
    result.reading.folder = tree.path(folder);
    result.reading.name = result.reading.folder.filename();
    result.reading.boundary = result.reading.folder.parent_path();
    result.reading.shownAs = folder;
    std::vector<model::Problem> problems;
    package::polygonReader().read(result.reading, {package::Confidence::Certain, "polygon"}, problems);
    result.problem = std::move(problems.front());
    // As for every format; the look at the tests is a part of it.
    if (!result.refused())
        package::hashContent(result.reading, result.problem);
    return result;
}

inline ReadPolygon readPolygon(const PolygonXml& xml)
{
    TreeBuilder tree;
    addPolygonPackage(tree, xml);
    return readPolygon(tree);
}

} // namespace assize::test
