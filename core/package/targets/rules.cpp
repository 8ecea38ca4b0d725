// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/targets/rules.h"

#include "files/read.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

namespace assize::package {
namespace {

using Level = Diagnostic::Level;
using Facts = PackageFacts;
using namespace std::chrono_literals;

constexpr std::uint64_t kMebi = 1 << 20;

bool consistsOf(std::string_view name, std::string_view others)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
    });
}

constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool isIcpc(const Facts& facts)
{
    return facts.format == "icpc-legacy" || facts.format == "icpc-2025-09";
}

bool isLegacy(const Facts& facts)
{
    return facts.format == "icpc-legacy";
}

bool hasAny(const Facts& facts, std::initializer_list<std::string_view> keys)
{
    return std::any_of(keys.begin(), keys.end(),
                       [&](std::string_view key) { return facts.keys.find(key) != facts.keys.end(); });
}

/// Those of the keys that are there: "a, b".
std::string presentOf(const Facts& facts, std::initializer_list<std::string_view> keys)
{
    std::string text;
    for (const std::string_view key : keys) {
        if (hasAny(facts, {key}))
            text += (text.empty() ? "" : ", ") + std::string(key);
    }
    return text;
}

/// Whether there is a statement: <folder>/problem[.<language>].<ending>.
bool hasStatement(const Facts& facts, std::initializer_list<std::string_view> folders,
                  std::initializer_list<std::string_view> endings)
{
    return std::any_of(facts.files.begin(), facts.files.end(), [&](const std::string& file) {
        return std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) {
            return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
                return file.starts_with(std::string(folder) + "problem.") && file.ends_with(ending);
            });
        });
    });
}

std::string listOf(const std::set<std::string>& names)
{
    constexpr std::size_t kNamed = 10;
    std::string list;
    std::size_t named = 0;
    for (auto name = names.begin(); name != names.end() && named < kNamed; ++name, ++named)
        list += (list.empty() ? "" : ", ") + files::oneLine(*name);
    return list + (named < names.size() ? " and " + std::to_string(names.size() - named) + " more" : "");
}

std::string foldersBeside(const Facts& facts, std::initializer_list<std::string_view> known)
{
    std::string others;
    for (const std::string& folder : facts.folders) {
        if (std::find(known.begin(), known.end(), folder) == known.end())
            others += (others.empty() ? "" : ", ") + folder;
    }
    return others;
}

/// The text is empty where the rule is kept.
struct Rule
{
    Target target;
    Level level;
    std::string (*broken)(const Facts&);
};

std::string when(bool broken, std::string text);

/// Those of the jury's submissions that the target has no language for.
std::string unknownLanguages(const Facts& facts, Target target)
{
    const auto found = facts.unknownLanguages.find(target);
    return when(found != facts.unknownLanguages.end(),
                "has no language for these submissions and leaves them out: " +
                    (found == facts.unknownLanguages.end() ? std::string() : listOf(found->second)));
}

std::string when(bool broken, std::string text)
{
    return broken ? std::move(text) : std::string();
}

const std::vector<Rule>& rules()
{
    static const std::vector<Rule> all = {
        // Kattis
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(!isIcpc(f), "reads packages of its own format only; this is " + f.format);
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(isIcpc(f) && !f.version.empty() && f.version != "legacy" && f.version != "2023-07" &&
                             f.version != "2023-07-draft",
                         "problemtools reads the versions legacy and 2023-07-draft, not " + f.version);
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(!consistsOf(f.shortName, ""),
                         "a package's folder is named by a-z and 0-9 only; rename it");
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(isLegacy(f) && f.nameIsMap, "name in a legacy problem.yaml is one text, no map");
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return isLegacy(f) ? when(!hasStatement(f, {"problem_statement/"}, {".tex"}),
                                       "asks for a statement: problem_statement/problem.<language>.tex")
                                : when(isIcpc(f) && !hasStatement(f, {"statement/"}, {".tex", ".md"}),
                                       "asks for a statement: statement/problem.<language>.tex or .md");
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(f.inputValidators == 0, "asks for an input validator in input_validators/");
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(f.accepted == 0, "asks for a submission in submissions/accepted/");
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) { return when(f.secrets == 0, "asks for secret tests"); }},
        {Target::Kattis, Level::Warning,
         [](const Facts& f) { return when(f.samples == 0, "expects sample tests"); }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(isLegacy(f) && f.multiPass, "the legacy format there knows no multi-pass problems");
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) { return when(f.answersOnly, "submit-answer is not supported yet"); }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(f.largestFile > 1000 * kMebi, "no file may have more than 1000 MiB");
         }},
        {Target::Kattis, Level::Warning,
         [](const Facts& f) {
             return when(isIcpc(f) &&
                             (f.timeLimitFrom == ".timelimit" || f.timeLimitFrom == "domjudge-problem.ini" ||
                              (isLegacy(f) && f.timeLimitFrom == "problem.yaml")),
                         "the time limit in " + f.timeLimitFrom +
                             " is ignored: the limit is computed from the accepted submissions");
         }},
        {Target::Kattis, Level::Error,
         [](const Facts& f) {
             return when(
                 isIcpc(f) && !hasAny(f, {"author", "credits", "source", "rights_owner"}),
                 "asks for author, source or rights_owner in problem.yaml (credits in the newer format)");
         }},
        {Target::Kattis, Level::Warning,
         [](const Facts& f) {
             return when(isIcpc(f) && !hasAny(f, {"license"}),
                         "without license in problem.yaml the problem cannot be used there");
         }},
        {Target::Kattis, Level::Warning,
         [](const Facts& f) {
             const std::string others =
                 isLegacy(f) ? foldersBeside(f, {"accepted", "partially_accepted", "wrong_answer",
                                                 "time_limit_exceeded", "run_time_error"})
                             : foldersBeside(f, {"accepted", "rejected", "wrong_answer",
                                                 "time_limit_exceeded", "run_time_error", "brute_force"});
             return when(isIcpc(f) && !others.empty(), "ignores these folders of submissions: " + others);
         }},
        {Target::Kattis, Level::Warning, [](const Facts& f) { return unknownLanguages(f, Target::Kattis); }},
        // DOMjudge
        {Target::Domjudge, Level::Warning,
         [](const Facts& f) { return unknownLanguages(f, Target::Domjudge); }},
        {Target::Domjudge, Level::Warning,
         [](const Facts& f) {
             return when(!f.optionalLanguages.empty(),
                         "takes these submissions only where an administrator has switched on their "
                         "languages: " +
                             listOf(f.optionalLanguages));
         }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) { return when(!isIcpc(f), "reads ICPC packages only; this is " + f.format); }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) {
             return when(isIcpc(f) && !f.files.contains("problem.yaml") &&
                             !f.files.contains("domjudge-problem.ini"),
                         "asks for problem.yaml or domjudge-problem.ini");
         }},
        {Target::Domjudge, Level::Warning,
         [](const Facts& f) {
             std::string kept(f.shortName);
             std::erase_if(
                 kept, [](char c) { return !consistsOf(std::string(1, c), std::string(kCapitals) + "-_"); });
             return when(kept != f.shortName,
                         kept.empty()
                             ? "no character of the name is one that an id may have: a-z, A-Z, 0-9, - and _"
                             : "takes a-z, A-Z, 0-9, - and _ from the name: the id becomes " + kept);
         }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) {
             return when(f.outputValidators > 1,
                         "takes one output validator; there are " + std::to_string(f.outputValidators));
         }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) { return when(f.graders > 0, "runs no custom graders"); }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) { return when(f.answersOnly, "has no problems where answers are handed in"); }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) { return when(f.hasIncludes, "adds no files of include/ to submissions"); }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) {
             return when(f.hasArguments,
                         "gives submissions neither arguments nor files beside standard input");
         }},
        {Target::Domjudge, Level::Warning,
         [](const Facts& f) { return when(f.hasStaticValidator, "runs no static validator"); }},
        {Target::Domjudge, Level::Error,
         [](const Facts& f) { return when(f.hasConstants, "does not put in constants of problem.yaml"); }},
        {Target::Domjudge, Level::Warning,
         [](const Facts& f) {
             const std::string ignored =
                 presentOf(f, {"limits.code", "limits.compilation_time", "limits.compilation_memory",
                               "limits.validation_time", "limits.validation_memory",
                               "limits.validation_output", "limits.time_multiplier",
                               "limits.time_safety_margin", "limits.time_multipliers", "languages"});
             return when(!ignored.empty(), "ignores in problem.yaml: " + ignored);
         }},
        {Target::Domjudge, Level::Warning,
         [](const Facts& f) {
             return when(isIcpc(f) && (f.timeLimitFrom == "computed" || f.timeLimitFrom == "default"),
                         "computes no time limit and would take 10 s; write it into .timelimit");
         }},
        {Target::Domjudge, Level::Warning,
         [](const Facts& f) {
             return when(
                 isIcpc(f) && !hasStatement(f, {"problem_statement/", ""}, {".pdf", ".html", ".txt"}),
                 "shows a statement only from problem.pdf, problem.html or problem.txt, at the top or in "
                 "problem_statement/");
         }},
        // Polygon
        {Target::Polygon, Level::Warning,
         [](const Facts& f) { return unknownLanguages(f, Target::Polygon); }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) {
             const bool letter = !f.shortName.empty() && f.shortName[0] >= 'a' && f.shortName[0] <= 'z';
             return when(!letter || !consistsOf(f.shortName, "-"),
                         "a problem's name begins with a letter and consists of a-z, 0-9 and -");
         }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) {
             return when(f.timeLimit > 0ns && (f.timeLimit < 250ms || f.timeLimit > 15s),
                         "takes time limits from 0.25 s to 15 s");
         }},
        {Target::Polygon, Level::Warning,
         [](const Facts& f) {
             return when(f.timeLimit == 0ns, "asks for a time limit; none is given here, it is computed");
         }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) {
             return when(f.memoryLimit < 4 * kMebi || f.memoryLimit > 1024 * kMebi,
                         "takes memory limits from 4 to 1024 MiB; here it is " +
                             std::to_string(f.memoryLimit / kMebi) + " MiB (limits.memory)");
         }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) {
             return when(f.outputValidators > 1,
                         "takes one checker; there are " + std::to_string(f.outputValidators));
         }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) {
             return when(f.outputValidators == 1 && !f.testlib,
                         "its checkers and interactors follow testlib (exit code 0 accepts), not 42 and 43");
         }},
        {Target::Polygon, Level::Warning,
         [](const Facts& f) {
             return when(f.inputValidators > 0 && !f.testlib,
                         "its validators follow testlib (exit code 0 accepts)");
         }},
        {Target::Polygon, Level::Warning,
         [](const Facts& f) { return when(f.inputValidators == 0, "asks for a validator"); }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) { return when(f.accepted == 0, "asks for a main solution, which is accepted"); }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) { return when(f.multiPass, "has no multi-pass problems"); }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) { return when(f.answersOnly, "has no problems where answers are handed in"); }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) {
             return when(f.hasArguments, "gives solutions neither arguments nor files beside their input");
         }},
        {Target::Polygon, Level::Error,
         [](const Facts& f) { return when(f.graders > 0, "runs no custom graders"); }},
    };
    return all;
}

} // namespace

std::optional<Target> targetNamed(std::string_view name)
{
    if (name == "kattis")
        return Target::Kattis;
    if (name == "domjudge")
        return Target::Domjudge;
    if (name == "polygon")
        return Target::Polygon;
    return std::nullopt;
}

Diagnostics checkFacts(const PackageFacts& facts, Target target, const std::string& shown)
{
    constexpr std::array kNames = {"Kattis", "DOMjudge", "Polygon"};
    Diagnostics diagnostics;
    for (const Rule& rule : rules()) {
        if (rule.target != target)
            continue;
        const std::string text = rule.broken(facts);
        if (!text.empty())
            diagnostics.push_back(
                {rule.level, shown, std::string(kNames[static_cast<std::size_t>(target)]) + ": " + text});
    }
    return diagnostics;
}

Diagnostics checkTarget(const model::Problem& problem, Target target, const std::string& shown)
{
    return checkFacts(factsOf(problem), target, shown);
}

} // namespace assize::package
