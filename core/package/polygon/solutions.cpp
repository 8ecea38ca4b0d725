// SPDX-License-Identifier: GPL-3.0-or-later
// The solutions of a Polygon package, and the expectations of their tags.
#include "base/utf8.h"
#include "files/read.h"
#include "package/polygon/parts.h"
#include "package/polygon/reader.h"

#include <algorithm>
#include <utility>

namespace assize::package {
namespace {

using model::Expectation;
using model::Verdict;

/// Signs that mean something in the globs of JurySubmission::below.
constexpr std::string_view kGlobSigns = "*{},";

/// A tag for one group, or for one set of tests.
void readExtraTags(PolygonReading& polygon, pugi::xml_node solution, model::JurySubmission& submission)
{
    for (const pugi::xml_node node : solution.child("extra-tags").children("extra-tag")) {
        const std::string group = node.attribute("group").value();
        const std::string tag = node.attribute("tag").value();
        const std::optional<Expectation> expectation = expectationOfTag(tag);
        if (!expectation) {
            polygon.warning(node, "extra-tag", "the tag " + files::quoted(tag) + " is not known; not used");
        } else if (group.empty()) {
            polygon.info(node, "extra-tag", "a tag for a set of tests as a whole is not used");
        } else if (group.find_first_of(kGlobSigns) != std::string::npos) {
            polygon.warning(node, "extra-tag",
                            "not used: the name of the group " + files::quoted(group) + " has one of " +
                                std::string(kGlobSigns) + " in it");
        } else {
            submission.below.emplace_back(group, *expectation);
        }
    }
}

void readSolution(PolygonReading& polygon, pugi::xml_node solution)
{
    const pugi::xml_node source = solution.child("source");
    const std::string path = source.attribute("path").value();
    const std::string tag = solution.attribute("tag").value();
    std::string why = "there is no source";
    if (path.empty() || polygon.files.find(path, why) == nullptr) {
        polygon.warning(solution, "solution",
                        "not used: " + toPrintableLine(path.empty() ? why : path + " " + why));
        return;
    }
    const std::optional<Expectation> expectation = expectationOfTag(tag);
    if (!expectation)
        polygon.warning(solution, "tag",
                        "the tag " + files::quoted(tag) +
                            " is not known; the solution is run, and nothing is "
                            "expected of it");
    if (tag == "do-not-run") {
        polygon.info(solution, "tag", toPrintableLine(path) + " is not run, as its tag says");
        return;
    }
    model::JurySubmission submission;
    submission.file = std::filesystem::path(path).lexically_normal().native();
    submission.folder = tag;
    submission.files = {polygon.reading.folder / submission.file};
    submission.language = languageOfSourceType(source.attribute("type").value());
    if (expectation) {
        submission.permitted = expectation->permitted;
        submission.required = expectation->required;
    }
    submission.forTimeLimit = tag == "main" || tag == "accepted";
    submission.mustExceedTimeLimit = tag == "time-limit-exceeded";
    readExtraTags(polygon, solution, submission);
    if (tag == "main") {
        if (polygon.problem.mainSolution.empty())
            polygon.problem.mainSolution = submission.file;
        else
            polygon.warning(solution, "tag",
                            "there is another main solution, " + files::quoted(polygon.problem.mainSolution) +
                                "; that one makes the answers");
    }
    polygon.problem.jurySubmissions.push_back(std::move(submission));
}

} // namespace

std::optional<Expectation> expectationOfTag(std::string_view tag)
{
    using V = Verdict;
    const auto expect = [](std::vector<V> permitted, std::vector<V> required) {
        Expectation result;
        result.permitted = std::move(permitted);
        result.required = std::move(required);
        return result;
    };
    if (tag == "main" || tag == "accepted")
        return expect({V::AC}, {});
    if (tag == "rejected" || tag == "failed")
        return expect({}, {V::PA, V::WA, V::PE, V::TLE, V::MLE, V::OLE, V::RTE, V::SV});
    if (tag == "wrong-answer")
        return expect({V::AC, V::PA, V::WA, V::PE}, {V::PA, V::WA, V::PE});
    if (tag == "presentation-error")
        return expect({V::AC, V::WA, V::PE}, {V::PE});
    if (tag == "time-limit-exceeded")
        return expect({V::AC, V::TLE}, {V::TLE});
    if (tag == "memory-limit-exceeded")
        return expect({V::AC, V::MLE}, {V::MLE});
    if (tag == "runtime-error")
        return expect({V::AC, V::RTE}, {V::RTE});
    if (tag == "time-limit-exceeded-or-accepted")
        return expect({V::AC, V::TLE}, {});
    if (tag == "time-limit-exceeded-or-memory-limit-exceeded")
        return expect({V::AC, V::TLE, V::MLE}, {V::TLE, V::MLE});
    if (tag == "do-not-run")
        return Expectation{};
    return std::nullopt;
}

void readPolygonSolutions(PolygonReading& polygon)
{
    const pugi::xml_node solutions = polygon.xml.root().child("assets").child("solutions");
    for (const pugi::xml_node solution : solutions.children("solution"))
        readSolution(polygon, solution);
    model::Problem& problem = polygon.problem;
    if (!problem.mainSolution.empty())
        return;
    const auto accepted =
        std::find_if(problem.jurySubmissions.begin(), problem.jurySubmissions.end(),
                     [](const model::JurySubmission& one) { return one.folder == "accepted"; });
    if (accepted == problem.jurySubmissions.end())
        return;
    problem.mainSolution = accepted->file;
    const bool needed = std::any_of(problem.testCases.begin(), problem.testCases.end(),
                                    [](const model::TestCase& test) { return test.answer.empty(); });
    if (needed)
        polygon.warning(solutions, "solutions",
                        "no solution has the tag main; the answers that are missing are made by " +
                            files::quoted(accepted->file));
}

} // namespace assize::package
