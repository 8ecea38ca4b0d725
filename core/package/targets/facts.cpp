// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/targets/facts.h"

#include "files/folder.h"
#include "package/common/yaml_file.h"
#include "package/targets/languages.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace assize::package {
namespace {

void collectKeys(const model::Problem& problem, PackageFacts& facts)
{
    Diagnostics told; // The reader of the package has told of them.
    std::optional<YamlMap> yaml = YamlMap::load(problem.folder / "problem.yaml", "problem.yaml", told);
    if (!yaml)
        return;
    facts.version = yaml->text("problem_format_version").value_or("");
    const YAML::Node name = yaml->take("name");
    facts.nameIsMap = name.IsDefined() && name.IsMap();
    for (const std::string& key : yaml->keys()) {
        facts.keys.insert(key);
        const YAML::Node value = yaml->take(key);
        if (key != "limits" || !value.IsDefined() || !value.IsMap())
            continue;
        for (const auto& item : value) {
            if (item.first.IsScalar())
                facts.keys.insert("limits." + item.first.Scalar());
        }
    }
}

/// A submission is in the best known language of its files.
void collectLanguages(const model::JurySubmission& submission, PackageFacts& facts)
{
    const std::string name =
        submission.file.substr(std::min(submission.file.find('/') + 1, submission.file.size()));
    for (const auto& [target, known] :
         {std::pair(Target::Kattis, &knownToKattis), std::pair(Target::Domjudge, &knownToDomjudge),
          std::pair(Target::Polygon, &knownToPolygon)}) {
        KnownAs best = KnownAs::Unknown;
        for (const std::filesystem::path& file : submission.files)
            best = std::max(best, known(file.filename().native()));
        if (best == KnownAs::Unknown)
            facts.unknownLanguages[target].insert(name);
        else if (best == KnownAs::Optional)
            facts.optionalLanguages.insert(name);
    }
}

void collectFiles(const model::Problem& problem, PackageFacts& facts)
{
    for (const char* folder : {"", "problem_statement", "statement"}) {
        const Result<files::Listing> listing = files::listFolder(problem.folder / folder);
        if (!listing)
            continue;
        for (const files::Entry& entry : listing->entries)
            facts.files.insert(*folder == 0 ? entry.name : std::string(folder) + "/" + entry.name);
    }
}

} // namespace

PackageFacts factsOf(const model::Problem& problem)
{
    PackageFacts facts;
    facts.shortName = problem.id;
    facts.format = problem.format;
    facts.timeLimit = problem.limits.cpuTime;
    facts.timeLimitFrom = problem.timeLimitFrom;
    facts.memoryLimit = problem.limits.memory;
    for (const model::TestCase& test : problem.testCases) {
        (test.sample ? facts.samples : facts.secrets) += 1;
        facts.largestFile = std::max({facts.largestFile, test.inputSize, test.answerSize});
        facts.hasArguments = facts.hasArguments || !test.arguments.empty() || !test.files.empty();
    }
    for (const model::JurySubmission& submission : problem.jurySubmissions) {
        facts.folders.insert(submission.folder);
        collectLanguages(submission, facts);
        facts.accepted += submission.permitted == std::vector{model::Verdict::AC} ||
                                  submission.folder == "accepted" || submission.file == problem.mainSolution
                              ? 1
                              : 0;
    }
    facts.inputValidators = problem.inputValidators.size();
    facts.outputValidators = problem.validation.validators.size();
    facts.graders = problem.graders.size();
    facts.multiPass = model::isMultiPass(problem.taskType);
    facts.answersOnly = problem.takesAnswers();
    facts.hasIncludes = !problem.includes.empty();
    facts.hasStaticValidator = problem.staticValidator.has_value();
    facts.testlib = problem.validation.protocol == model::ValidatorProtocol::Testlib;
    facts.hasConstants = !problem.constants.empty();
    if (problem.format != "polygon")
        collectKeys(problem, facts);
    collectFiles(problem, facts);
    return facts;
}

} // namespace assize::package
