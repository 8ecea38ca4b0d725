// SPDX-License-Identifier: GPL-3.0-or-later
// The table of readers, and those whose reading is one function.
#include "package/reader.h"

#include "package/icpc_package.h"
#include "package/polygon.h"
#include "package/recognise.h"
#include "package/test_folder.h"

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
        const bool both = data && (yaml || ini);
        seen.confidence = both || !version.empty() ? Confidence::Certain
                          : data                   ? Confidence::Likely
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

/// problem.xml with <problem> as its outermost element.
class PolygonReader : public Reader
{
public:
    const char* name() const override { return "a Polygon package"; }

    Recognition recognise(const PackageView& view) const override
    {
        if (!view.has("problem.xml"))
            return {};
        Recognition seen;
        seen.format = kPolygon;
        seen.reason = "it has problem.xml";
        // One that is broken is told of by who reads it.
        const std::string root = rootElement(view.head("problem.xml"));
        seen.confidence = root == "problem" ? Confidence::Certain
                          : root.empty()    ? Confidence::Likely
                                            : Confidence::None;
        return seen;
    }

    void read(Reading& reading, const Recognition& recognition,
              std::vector<model::Problem>& problems) const override
    {
        model::Problem& problem = problems.emplace_back(newProblem(reading, recognition));
        readPolygonPackage(reading, problem);
    }
};

} // namespace

const std::vector<const Reader*>& readers()
{
    static const IcpcReader icpc;
    static const PolygonReader polygon;
    static const std::vector<const Reader*> all = {&icpc, &polygon, &testFolderReader()};
    return all;
}

} // namespace assize::package
