// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/problem_metadata.h"

#include "base/near_match.h"
#include "base/utf8.h"
#include "files/read.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace assize::package {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool consistsOf(std::string_view text, std::string_view characters)
{
    return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

std::string shown(const YAML::Node& node)
{
    return node.IsScalar() ? "found " + files::quoted(std::string(headOf(node.Scalar(), 60)))
           : node.IsMap()  ? "found keys and values"
                           : "found a list";
}

/// Whether YAML takes it for a number or for true or false, which a text in quotation marks is not.
bool isText(const YAML::Node& node)
{
    if (!node.IsScalar())
        return false;
    bool truth = false;
    return node.Tag() == "!" || !(numberFrom(node.Scalar()) || YAML::convert<bool>::decode(node, truth));
}

/// Eight, four, four, four and twelve hexadecimal digits.
bool isUuid(std::string_view text)
{
    constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return text.size() == kForm.size() &&
           std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
               return form == '-'
                          ? c == '-'
                          : std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
           });
}

void checkUuid(YamlMap& yaml, bool legacy)
{
    const YAML::Node node = yaml.take("uuid");
    if (!node.IsDefined() && !legacy)
        yaml.warning("uuid", "the 2025-09 format asks for a uuid, which is missing; uuidgen makes one");
    if (node.IsDefined() && !(node.IsScalar() && isUuid(node.Scalar())))
        yaml.warning("uuid", "this is not a UUID (uuidgen makes one); it is not used here");
}

void checkLicense(YamlMap& yaml)
{
    static const std::vector<std::string_view> licenses = {"unknown",  "public domain", "cc0",       "cc by",
                                                           "cc by-sa", "educational",   "permission"};
    const YAML::Node node = yaml.take("license");
    const YAML::Node owner = yaml.take("rights_owner");
    const std::string license = node.IsDefined() && node.IsScalar() ? node.Scalar() : "unknown";
    if (node.IsDefined() &&
        (!node.IsScalar() || std::find(licenses.begin(), licenses.end(), license) == licenses.end())) {
        const std::optional<std::string> meant =
            node.IsScalar() ? nearMatch(license, licenses) : std::nullopt;
        yaml.warning("license", meant ? "no such license is known; meant " + *meant + "?"
                                      : "expected unknown, public domain, cc0, cc by, cc by-sa, educational "
                                        "or permission, " +
                                            shown(node));
        return;
    }
    if (license == "public domain" && owner.IsDefined())
        yaml.warning("rights_owner", "what is in the public domain has no rights owner; leave it out");
    const auto isThere = [&](const char* key) { return yaml.take(key).IsDefined(); };
    if (license != "unknown" && license != "public domain" && !owner.IsDefined() && !isThere("author") &&
        !isThere("credits") && !isThere("source"))
        yaml.warning("license",
                     "a license needs a rights owner: give rights_owner, the author or the source");
}

void checkEmbargo(YamlMap& yaml)
{
    const YAML::Node node = yaml.take("embargo_until");
    if (node.IsDefined() && !(node.IsScalar() && isEmbargo(node.Scalar())))
        yaml.warning("embargo_until", "expected a day such as 2026-11-21, or a day and a time in UTC such as "
                                      "2026-11-21T09:30:00Z, " +
                                          shown(node));
}

void checkKeywords(YamlMap& yaml, bool legacy)
{
    const YAML::Node node = yaml.take("keywords");
    if (!node.IsDefined())
        return;
    bool texts = node.IsSequence();
    if (texts) {
        for (const YAML::Node& item : node)
            texts = texts && isText(item);
    }
    if (!texts && !(legacy && node.IsScalar()))
        yaml.warning("keywords", std::string("expected ") +
                                     (legacy ? "words" : "a list of texts, such as [graphs, \"2024\"]") +
                                     (node.IsSequence() ? "; one of these is none" : ", " + shown(node)));
}

/// A name, perhaps with an address; or a map that has a name.
bool isPerson(const YAML::Node& node)
{
    return isText(node) || (node.IsMap() && node["name"].IsDefined() && node["name"].IsScalar());
}

void checkCredits(YamlMap& yaml)
{
    const YAML::Node node = yaml.take("credits");
    if (!node.IsDefined() || isText(node))
        return;
    if (!node.IsMap()) {
        yaml.warning("credits", "expected the author, or keys such as authors and testers, " + shown(node));
        return;
    }
    YamlMap credits = *yaml.map("credits");
    for (const char* key : {"authors", "contributors", "testers", "packagers", "acknowledgements"}) {
        const YAML::Node people = credits.take(key);
        bool good = !people.IsDefined() || isPerson(people) || (people.IsSequence() && people.size() > 0);
        if (people.IsDefined() && people.IsSequence()) {
            for (const YAML::Node& person : people)
                good = good && isPerson(person);
        }
        if (!good)
            credits.warning(key, "expected a name such as \"Ada Lovelace <ada@example.org>\", a map with the "
                                 "key name, or a list of them");
    }
    const YAML::Node translators = credits.take("translators");
    if (translators.IsDefined() && !translators.IsMap())
        credits.warning("translators", "expected people for each language, e.g. \"de: Ada Lovelace\"");
    credits.warnUnknown("");
}

void checkSource(YamlMap& yaml)
{
    const YAML::Node node = yaml.take("source");
    const auto isSource = [](const YAML::Node& one) {
        return one.IsScalar() || (one.IsMap() && one["name"].IsDefined() && one["name"].IsScalar());
    };
    bool good = !node.IsDefined() || isSource(node) || (node.IsSequence() && node.size() > 0);
    if (node.IsDefined() && node.IsSequence()) {
        for (const YAML::Node& one : node)
            good = good && isSource(one);
    }
    if (!good)
        yaml.warning("source", "expected a text, a map with name and url, or a list of them");
}

/// The words of a text or a list of texts; nothing for anything else, which was told where it is read.
std::optional<std::vector<std::string>> wordsOf(const YAML::Node& node)
{
    if (!node.IsDefined() || !(node.IsScalar() || node.IsSequence()))
        return std::nullopt;
    if (node.IsScalar())
        return splitWords(node.Scalar());
    std::vector<std::string> words;
    for (const YAML::Node& item : node) {
        if (!item.IsScalar())
            return std::nullopt;
        words.push_back(item.Scalar());
    }
    return words;
}

void checkType(YamlMap& yaml)
{
    const YAML::Node node = yaml.take("type");
    const std::vector<std::string> types = wordsOf(node).value_or(std::vector<std::string>{"pass-fail"});
    if (types.empty())
        yaml.warning("type", "expected at least one type; it is judged as pass-fail");
    if (node.IsDefined() && node.IsScalar() && types.size() > 1)
        yaml.warning("type", "the 2025-09 format asks for a list here: [" + types[0] + ", " + types[1] +
                                 "]; it is read as one");
    const std::set<std::string> different(types.begin(), types.end());
    if (different.size() < types.size())
        yaml.warning("type", "a type is given twice");
}

void checkLanguages(YamlMap& yaml)
{
    const std::vector<std::string> codes =
        wordsOf(yaml.take("languages")).value_or(std::vector<std::string>{"all"});
    if (codes.empty())
        yaml.warning("languages", "the list is empty, which the 2025-09 format forbids; all languages are "
                                  "permitted here. Write all, or leave the key out.");
    if (codes.size() > 1 && std::find(codes.begin(), codes.end(), "all") != codes.end())
        yaml.warning("languages", "\"all\" stands beside languages of their own; all are permitted here");
}

void checkWholeNumbers(YamlMap& limits)
{
    for (const char* key :
         {"memory", "output", "code", "compilation_time", "compilation_memory", "validation_time",
          "validation_memory", "validation_output", "validation_passes"}) {
        const YAML::Node node = limits.take(key);
        const std::optional<double> value =
            node.IsDefined() && node.IsScalar() ? numberFrom(node.Scalar()) : std::nullopt;
        if (value && !consistsOf(node.Scalar(), kDigits))
            limits.warning(key, "the 2025-09 format asks for a whole number, " + shown(node));
    }
}

/// The languages of the statements in statement/; nothing where there is no such folder.
std::optional<std::set<std::string>> languagesOfStatements(Reading& reading, const std::string& folder)
{
    const Result<std::filesystem::path> path = files::resolveBelow(reading.folder / folder, reading.boundary);
    const Result<files::Listing> listing =
        path ? files::listFolder(*path, reading.walkOptions()) : Result<files::Listing>(path.error());
    if (!listing)
        return std::nullopt;
    std::set<std::string> languages;
    for (const files::Entry& entry : listing->entries) {
        const std::string_view name = entry.name;
        const std::size_t dot = name.rfind('.');
        if (!entry.isFile() || !name.starts_with("problem.") || dot == std::string_view::npos)
            continue;
        const std::string_view kind = name.substr(dot);
        if (kind != ".tex" && kind != ".md" && kind != ".pdf")
            continue;
        constexpr std::size_t kStart = std::string_view("problem.").size();
        if (dot < kStart)
            reading.warning(folder + "/" + entry.name, "the 2025-09 format asks for the statement's language "
                                                       "in its name: problem.en" +
                                                           std::string(kind));
        languages.insert(dot < kStart ? "en" : std::string(name.substr(kStart, dot - kStart)));
    }
    return languages;
}

/// The languages of `name` are those of the statements.
void checkNames(Reading& reading, YamlMap& yaml)
{
    const YAML::Node node = yaml.take("name");
    if (!node.IsDefined() || node.IsSequence())
        return;
    std::set<std::string> named;
    if (node.IsScalar()) {
        named = {"en"};
    } else {
        for (const auto& item : node) {
            if (!item.first.IsScalar())
                continue;
            named.insert(item.first.Scalar());
            if (!isNaturalLanguage(item.first.Scalar()))
                yaml.warning("name", files::quoted(std::string(headOf(item.first.Scalar(), 60))) +
                                         " is no code of a language such as en, fil or pt-BR");
            else if (!item.second.IsScalar())
                yaml.warning("name", "the name in " + item.first.Scalar() + " is no text");
        }
    }
    std::string folder = "statement";
    std::optional<std::set<std::string>> written = languagesOfStatements(reading, folder);
    if (!written) {
        folder = "problem_statement";
        written = languagesOfStatements(reading, folder);
    }
    if (!written)
        return;
    for (const std::string& language : named) {
        if (written->count(language) == 0)
            yaml.warning("name", "there is a name in " + files::quoted(language) + ", but no statement: " +
                                     folder + "/problem." + files::oneLine(language) + ".tex (or .md, .pdf)" +
                                     (node.IsScalar() ? ". A single text is the English name." : ""));
    }
    for (const std::string& language : *written) {
        if (named.count(language) == 0)
            yaml.warning("name", "there is a statement in " + files::quoted(language) +
                                     ", but no name: write name as a map of languages, with " +
                                     files::oneLine(language) + " in it");
    }
}

/// Keys of the other version: read here or not, other judges refuse or ignore them.
void checkKeysOfLegacy(YamlMap& yaml)
{
    static const std::map<std::string, std::string> now = {
        {"author", "credits: authors"},
        {"authors", "credits: authors"},
        {"source_url", "source: url"},
        {"validation", "type, and the folder output_validator"},
        {"validator_flags", "output_validator_args in test_group.yaml"},
        {"grading", "max_score and score_aggregation in test_group.yaml"},
    };
    for (const auto& [key, current] : now) {
        if (yaml.take(key).IsDefined())
            yaml.warning(key, "a key of the legacy format, which other judges refuse or do not heed; since "
                              "2025-09 there is " +
                                  current);
    }
}

} // namespace

bool isEmbargo(std::string_view text)
{
    constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:ddZ";
    constexpr std::size_t kDay = 10;
    if ((text.size() != kDay && text.size() != kForm.size()) ||
        !std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
            return form == 'd' ? kDigits.find(c) != std::string_view::npos : c == form;
        }))
        return false;
    const auto number = [&](std::size_t at, std::size_t length) {
        return std::stoi(std::string(text.substr(at, length)));
    };
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    return day.ok() &&
           (text.size() == kDay || (number(11, 2) < 24 && number(14, 2) < 60 && number(17, 2) <= 60));
}

bool isNaturalLanguage(std::string_view code)
{
    const std::string_view language = code.substr(0, code.find('-'));
    const std::string_view region = code.substr(language.size());
    return language.size() >= 2 && language.size() <= 3 && consistsOf(language, kSmall) &&
           (region.empty() || (region.size() == 3 && consistsOf(region.substr(1), kCapitals)));
}

void checkLimits(YamlMap& limits, const ProblemYaml& result)
{
    checkWholeNumbers(limits);
    if (limits.take("validation_passes").IsDefined() && !result.is("multi-pass"))
        limits.warning("validation_passes", "only multi-pass problems have passes; it is not used");
    else if (result.validationPasses < 2)
        limits.warning("validation_passes", "the 2025-09 format asks for 2 or more");
    for (const auto& [old, now] : {std::pair("time_multiplier", "time_multipliers: ac_to_time_limit"),
                                   std::pair("time_safety_margin", "time_multipliers: time_limit_to_tle")}) {
        if (limits.take(old).IsDefined())
            limits.warning(old, std::string("since 2025-09 it is called ") + now +
                                    "; it is read here, other judges do not heed it");
    }
    if (result.timeLimitRule.multiplier < 1 || result.timeLimitRule.safetyMargin < 1)
        limits.warning("time_multipliers", "the 2025-09 format asks for multipliers of 1 or more");
}

void checkConstants(YamlMap& constants)
{
    for (const std::string& name : constants.keys()) {
        const std::string characters = std::string(kSmall).append(kCapitals).append(kDigits) + "_";
        if (!consistsOf(name, characters) || kDigits.find(name.front()) != std::string_view::npos)
            constants.warning(name, "the 2025-09 format asks for names of letters, digits and '_' that do "
                                    "not begin with a digit; other judges do not put this constant in");
        const YAML::Node value = constants.take(name);
        if (value.IsDefined() && value.IsMap() && !value["value"].IsDefined())
            constants.warning(name, "the key value is missing, so nothing stands for {{" + name + "}}");
    }
}

void checkMetadata(Reading& reading, YamlMap& yaml, const ProblemYaml& result)
{
    checkUuid(yaml, result.legacy);
    checkLicense(yaml);
    checkEmbargo(yaml);
    checkKeywords(yaml, result.legacy);
    checkSource(yaml);
    const YAML::Node writing = yaml.take("allow_file_writing");
    bool truth = false;
    if (writing.IsDefined() && !(writing.IsScalar() && YAML::convert<bool>::decode(writing, truth)))
        yaml.warning("allow_file_writing", "expected true or false, " + shown(writing));
    yaml.ignore({"author", "source_url", "credits", "version"});
    if (result.legacy && yaml.take("constants").IsDefined())
        yaml.warning("constants", "a key of the 2025-09 format, and not used: the legacy format has none");
    if (result.legacy || result.draft) {
        yaml.ignore({"authors", "embargo-until", "statement", "libraries"});
        return;
    }
    checkCredits(yaml);
    checkType(yaml);
    checkLanguages(yaml);
    checkNames(reading, yaml);
    checkKeysOfLegacy(yaml);
}

} // namespace assize::package
