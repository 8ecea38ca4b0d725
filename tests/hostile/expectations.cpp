// SPDX-License-Identifier: GPL-3.0-or-later
#include "expectations.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <utility>

namespace assize::hostile {

namespace {

namespace fs = std::filesystem;

constexpr std::array kVerdicts = {"AC", "WA", "TLE", "MLE", "OLE", "RTE", "SV", "CE", "none"};
constexpr std::array kTexts = {"log", "out", "err"};
constexpr std::array kNumbers = {"cpu",  "wall",   "compile", "memory", "cleaning",
                                 "exit", "signal", "size",    "log"};
constexpr std::size_t kColumns = 7;
constexpr std::string_view kFault = "# fault in ";

template<std::size_t Size>
bool isOneOf(const std::array<const char*, Size>& words, const std::string& word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> split(const std::string& text, const std::string& separator)
{
    std::vector<std::string> parts;
    for (std::size_t start = 0;;) {
        const std::size_t end = text.find(separator, start);
        parts.push_back(text.substr(start, end == std::string::npos ? end : end - start));
        if (end == std::string::npos)
            return parts;
        start = end + separator.size();
    }
}

bool isNumber(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
}

model::Limits usualLimits()
{
    model::Limits limits;
    limits.cpuTime = std::chrono::milliseconds(500);
    limits.wallTime = std::chrono::seconds(2);
    limits.memory = 64ULL << 20;
    limits.output = 1ULL << 20;
    limits.compileTime = std::chrono::seconds(2);
    return limits;
}

/// "cpu=1 memory=128": seconds and MiB.
bool readLimits(const std::string& text, model::Limits& limits)
{
    if (text == "-")
        return true;
    for (const std::string& item : split(text, " ")) {
        const std::size_t equals = item.find('=');
        if (equals == std::string::npos || !isNumber(item.substr(equals + 1)))
            return false;
        const std::string name = item.substr(0, equals);
        const double value = std::stod(item.substr(equals + 1));
        const auto time = std::chrono::nanoseconds(static_cast<std::int64_t>(value * 1e9));
        const auto size = static_cast<std::uint64_t>(value * (1 << 20));
        if (name == "cpu")
            limits.cpuTime = time;
        else if (name == "wall")
            limits.wallTime = time;
        else if (name == "memory")
            limits.memory = size;
        else if (name == "output")
            limits.output = size;
        else if (name == "compile")
            limits.compileTime = time;
        else
            return false;
    }
    return true;
}

/// "log has too large; out lacks root:".
bool readTexts(const std::string& column, std::vector<TextCondition>& conditions)
{
    if (column == "-")
        return true;
    for (const std::string& item : split(column, "; ")) {
        const std::vector<std::string> words = split(item, " ");
        if (words.size() < 3 || !isOneOf(kTexts, words[0]) || (words[1] != "has" && words[1] != "lacks"))
            return false;
        const std::size_t text = words[0].size() + words[1].size() + 2;
        conditions.push_back({words[0], words[1] == "lacks", item.substr(text)});
    }
    return true;
}

/// "clean; cpu>0.4; limit=memory".
bool readFacts(const std::string& column, std::vector<Fact>& facts)
{
    bool clean = false;
    for (const std::string& item : split(column, "; ")) {
        if (item == "clean") {
            clean = true;
            continue;
        }
        const std::size_t at = item.find_first_of("=<>");
        if (at == std::string::npos)
            return false;
        Fact fact{item.substr(0, at), item[at], item.substr(at + 1), item};
        const bool known = isOneOf(kNumbers, fact.name) ? isNumber(fact.value)
                                                        : fact.name == "limit" && fact.relation == '=';
        if (!known)
            return false;
        facts.push_back(std::move(fact));
    }
    return clean;
}

/// Empty, or what is wrong with the line.
std::string readLine(const std::string& line, Expectation& expectation)
{
    const std::vector<std::string> columns = split(line, "\t");
    if (columns.size() != kColumns)
        return "has " + std::to_string(columns.size()) + " columns";
    static const std::map<std::string, Counting> kCounting = {
        {"all", Counting::Any}, {"groups", Counting::Groups}, {"no-groups", Counting::NoGroups}};
    expectation.program = columns[0];
    expectation.verdicts = split(columns[1], " ");
    expectation.limits = usualLimits();
    expectation.tries = columns[6];
    for (const std::string& verdict : expectation.verdicts) {
        if (!isOneOf(kVerdicts, verdict))
            return "has the unknown verdict " + verdict;
    }
    if (!readLimits(columns[2], expectation.limits))
        return "has unknown limits: " + columns[2];
    if (kCounting.count(columns[3]) == 0)
        return "has unknown tiers: " + columns[3];
    expectation.counting = kCounting.at(columns[3]);
    if (!readTexts(columns[4], expectation.texts))
        return "has an unknown condition on texts: " + columns[4];
    if (!readFacts(columns[5], expectation.facts))
        return "must say 'clean' and otherwise known facts afterwards: " + columns[5];
    return expectation.tries.empty() ? "does not say what the program tries" : "";
}

double numberOf(const std::string& name, const Outcome& outcome)
{
    const std::map<std::string, double> numbers = {{"cpu", outcome.cpuTime},
                                                   {"wall", outcome.wallTime},
                                                   {"compile", outcome.compileTime},
                                                   {"memory", outcome.memory},
                                                   {"cleaning", outcome.cleaning},
                                                   {"exit", outcome.exitCode},
                                                   {"signal", outcome.signal},
                                                   {"size", static_cast<double>(outcome.outputSize)},
                                                   {"log", static_cast<double>(outcome.log.size())}};
    return numbers.at(name);
}

bool holds(const Fact& fact, const Outcome& outcome)
{
    if (fact.name == "limit")
        return outcome.limit == fact.value;
    const double number = numberOf(fact.name, outcome);
    const double value = std::stod(fact.value);
    return fact.relation == '=' ? number == value : fact.relation == '<' ? number < value : number > value;
}

const std::string& textOf(const std::string& where, const Outcome& outcome)
{
    return where == "log" ? outcome.log : where == "out" ? outcome.output : outcome.errors;
}

} // namespace

Result<std::vector<Expectation>> readExpectations(const fs::path& file, const fs::path& programs)
{
    std::ifstream stream(file);
    std::vector<Expectation> expectations;
    std::set<std::string> named;
    std::string line;
    std::string faultyTier;
    std::string fault;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.starts_with(kFault)) {
            const std::size_t blank = line.find(' ', kFault.size());
            faultyTier = line.substr(kFault.size(), blank - kFault.size());
            fault = line.substr(std::min(blank, line.size()));
            continue;
        }
        if (line.empty() || line.front() == '#')
            continue;
        Expectation expectation;
        expectation.faultyTier = std::exchange(faultyTier, {});
        expectation.fault = std::exchange(fault, {});
        std::string wrong = readLine(line, expectation);
        if (wrong.empty() && !fs::exists(programs / expectation.program))
            wrong = "names a program that does not exist";
        if (!wrong.empty())
            return Error{ErrorKind::InvalidInput,
                         file.string() + ", line " + std::to_string(number) + " " + wrong};
        named.insert(expectation.program);
        expectations.push_back(std::move(expectation));
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(programs)) {
        const std::string name = entry.path().filename();
        if (named.count(name) == 0)
            return Error{ErrorKind::InvalidInput, file.string() + " has no line for " + name};
    }
    return expectations;
}

std::string contradiction(const Expectation& expectation, const Outcome& outcome)
{
    const auto& permitted = expectation.verdicts;
    if (std::find(permitted.begin(), permitted.end(), outcome.verdict) == permitted.end())
        return "the verdict is " + outcome.verdict;
    for (const TextCondition& condition : expectation.texts) {
        const bool found = textOf(condition.where, outcome).find(condition.text) != std::string::npos;
        if (found == condition.absent)
            return condition.where + (found ? " has '" : " lacks '") + condition.text + "'";
    }
    for (const Fact& fact : expectation.facts) {
        if (!holds(fact, outcome))
            return "it does not hold that " + fact.text;
    }
    return {};
}

} // namespace assize::hostile
