// SPDX-License-Identifier: GPL-3.0-or-later
// The table of readers, and those whose reading is one function.
#include "package/common/reader.h"

#include "package/folder_of_tests/reader.h"
#include "package/icpc/reader.h"
#include "package/polygon/reader.h"
#include "package/recognise.h"

namespace assize::package {
namespace {

/// problem_format_version of the drafts that led to 2025-09, which mean nearly the same.
bool isLegacy(const std::string& version)
{
    return version.empty() || version.substr(0, 6) == "legacy";
}

/// Folders data/secret or data/sample, or the settings of such a package.
class IcpcReader : public Reader
{
public:
    const char* name() const override { return "an ICPC/Kattis package"; }

    Recognition recognise(const PackageView& view) const override
    {
        const bool data = view.hasFolder("data/secret") || view.hasFolder("data/sample");
        const bool yaml = view.has("problem.yaml");
        const bool ini = view.has("domjudge-problem.ini");
        if (!data && !yaml && !ini)
            return {};
        const std::string version = topLevelValue(view.head("problem.yaml"), "problem_format_version");
        Recognition seen;
        seen.format = isLegacy(version) ? kIcpcLegacy : kIcpc2025;
        seen.reason = std::string("it has ") + (data   ? "data/secret or data/sample"
                                                : yaml ? "problem.yaml"
                                                       : "domjudge-problem.ini");
        // Settings alone may stand beside bare tests, or be those of another judge.
        seen.confidence = data               ? Confidence::Certain
                          : !version.empty() ? Confidence::Likely
                                             : Confidence::Possible;
        return seen;
    }

    void read(Reading& reading, const Recognition& recognition,
              std::vector<model::Problem>& problems) const override
    {
        model::Problem& problem = problems.emplace_back(newProblem(reading, recognition));
        readIcpcPackage(reading, recognition.format, problem);
    }
};

/// problem.xml with <problem> as its root.
class PolygonReader : public Reader
{
public:
    const char* name() const override { return "a Polygon package"; }

    Recognition recognise(const PackageView& view) const override
    {
        if (!view.has("problem.xml"))
            return {};
        const std::string root = rootElement(view.head("problem.xml"));
        if (root == "problem")
            return {Confidence::Certain, std::string(kPolygon),
                    "it has problem.xml with <problem> as its root"};
        // A damaged one is to be told of.
        if (root.empty())
            return {Confidence::Possible, std::string(kPolygon), "it has problem.xml"};
        return {};
    }

    void read(Reading& reading, const Recognition& recognition,
              std::vector<model::Problem>& problems) const override
    {
        readPolygonPackage(reading, problems.emplace_back(newProblem(reading, recognition)));
    }
};

} // namespace

const std::vector<const Reader*>& readers()
{
    static const PolygonReader polygon;
    static const IcpcReader icpc;
    // Tests beside nothing but a problem.yaml are a folder of tests.
    static const std::vector<const Reader*> all = {&polygon, &folderOfTestsReader(), &icpc};
    return all;
}

} // namespace assize::package
