// SPDX-License-Identifier: GPL-3.0-or-later
// Limits, tests, groups and points of a Polygon package.
#include "base/utf8.h"
#include "files/read.h"
#include "package/polygon/parts.h"
#include "package/polygon/reader.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace assize::package {
namespace {

constexpr std::size_t kMostTests = 200'000;
constexpr std::uint64_t kLongestTime = 86'400'000;   ///< milliseconds
constexpr std::uint64_t kLargestMemory = 1ULL << 40; ///< bytes
constexpr Decimal kMostPoints = 1'000'000;
constexpr std::uint64_t kMebi = 1 << 20;
/// Polygon has no output limit of its own; this limit is out of the way of honest programs.
constexpr std::uint64_t kOutputLimit = 64 * kMebi;

std::optional<std::uint64_t> wholeNumber(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return std::nullopt;
    text = text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// The number in element `key` of `testset`, within 1 and `largest`.
std::uint64_t numberIn(PolygonReading& polygon, pugi::xml_node testset, const char* key,
                       std::uint64_t largest, const char* expected)
{
    const pugi::xml_node element = testset.child(key);
    const std::string text = element.text().get();
    const std::optional<std::uint64_t> value = wholeNumber(text);
    if (value && *value >= 1 && *value <= largest)
        return *value;
    polygon.error(element ? element : testset, key,
                  std::string("expected ") + expected + ", found " +
                      (element ? files::quoted(text) : std::string("none")));
    return 1;
}

std::optional<PathPattern> patternIn(PolygonReading& polygon, pugi::xml_node testset, const char* key)
{
    const pugi::xml_node element = testset.child(key);
    const std::string text = element.text().get();
    const std::optional<PathPattern> pattern = PathPattern::parse(text);
    if (!pattern)
        polygon.error(element ? element : testset, key,
                      "expected a relative path with one %d or %02d, e.g. tests/%02d, found " +
                          files::quoted(text));
    return pattern;
}

pugi::xml_node chooseTestset(PolygonReading& polygon)
{
    const pugi::xml_node judging = polygon.xml.root().child("judging");
    pugi::xml_node chosen = judging.find_child_by_attribute("testset", "name", "tests");
    if (!chosen)
        chosen = judging.child("testset");
    if (!chosen) {
        polygon.error(judging, "judging", "expected a <testset>, which names the tests; there is none");
        return chosen;
    }
    for (const pugi::xml_node other : judging.children("testset")) {
        if (other != chosen)
            polygon.info(other, "testset",
                         "the tests of " + files::quoted(std::string(other.attribute("name").value())) +
                             " are not used; those of " +
                             files::quoted(std::string(chosen.attribute("name").value())) + " are");
    }
    return chosen;
}

/// One <group>, or a group that only tests name.
struct Group
{
    std::string name;
    pugi::xml_node node;
    bool complete = false; ///< complete-group
    Decimal points;        ///< as the group itself says
    Decimal testPoints;    ///< of its tests
    std::set<std::size_t> required;
};

class TestsReader
{
public:
    TestsReader(PolygonReading& polygon, pugi::xml_node testset) : m_polygon(polygon), m_testset(testset) {}

    void read()
    {
        readGroups();
        readTestElements();
        if (m_polygon.reading.refused())
            return;
        m_scoring = m_total > Decimal(0);
        for (const Group& group : m_groups)
            m_scoring = m_scoring || group.points > Decimal(0);
        m_polygon.problem.type = {m_scoring ? "scoring" : "pass-fail"};
        addGroups();
    }

private:
    Decimal pointsOf(pugi::xml_node node)
    {
        const std::string text = node.attribute("points").value();
        if (text.empty())
            return 0;
        const std::optional<Decimal> points = Decimal::parse(text);
        if (points && *points >= Decimal(0) && *points <= kMostPoints)
            return *points;
        m_polygon.error(node, "points",
                        "expected a number of points, e.g. 5.0, found " + files::quoted(text));
        return 0;
    }

    std::size_t groupNamed(const std::string& name, pugi::xml_node node)
    {
        const auto [found, isNew] = m_groupByName.try_emplace(name, m_groups.size());
        if (isNew) {
            m_groups.emplace_back();
            m_groups.back().name = name;
            m_groups.back().node = node;
        }
        return found->second;
    }

    void readGroups()
    {
        const pugi::xml_node groups = m_testset.child("groups");
        for (const pugi::xml_node node : groups.children("group")) {
            const std::string name = node.attribute("name").value();
            if (name.empty() || m_groupByName.contains(name)) {
                m_polygon.error(node, "group",
                                name.empty() ? "expected a name"
                                             : "the group " + files::quoted(name) + " is there twice");
                continue;
            }
            Group& group = m_groups[groupNamed(name, node)];
            group.points = pointsOf(node);
            const std::string policy = node.attribute("points-policy").value();
            group.complete = policy == "complete-group";
            if (!group.complete && !policy.empty() && policy != "each-test")
                m_polygon.error(node, "points-policy",
                                "expected each-test or complete-group, found " + files::quoted(policy));
        }
        for (const pugi::xml_node node : groups.children("group")) {
            const auto group = m_groupByName.find(node.attribute("name").value());
            for (const pugi::xml_node needed : node.child("dependencies").children("dependency")) {
                const std::string name = needed.attribute("group").value();
                const auto found = m_groupByName.find(name);
                if (found == m_groupByName.end() || group == m_groupByName.end())
                    m_polygon.error(needed, "dependency", "there is no group " + files::quoted(name));
                else
                    m_groups[group->second].required.insert(found->second);
            }
        }
    }

    std::size_t countTests()
    {
        const pugi::xml_node tests = m_testset.child("tests");
        const auto children = tests.children("test");
        const auto listed = static_cast<std::size_t>(std::distance(children.begin(), children.end()));
        const std::optional<std::uint64_t> count = wholeNumber(m_testset.child("test-count").text().get());
        const std::size_t result = listed > 0 ? listed : static_cast<std::size_t>(count.value_or(0));
        if (count && listed > 0 && *count != listed)
            m_polygon.warning(m_testset.child("test-count"), "test-count",
                              "it says " + std::to_string(*count) + " tests, but " + std::to_string(listed) +
                                  " are listed; all of them are used");
        if (result == 0)
            m_polygon.error(m_testset, "tests", "expected tests; there are none");
        if (result > kMostTests)
            m_polygon.error(m_testset, "tests",
                            "there are " + std::to_string(result) + " tests; at most " +
                                std::to_string(kMostTests) + " can be read");
        return result;
    }

    void readTestElements()
    {
        const std::optional<PathPattern> input = patternIn(m_polygon, m_testset, "input-path-pattern");
        const std::optional<PathPattern> answer = patternIn(m_polygon, m_testset, "answer-path-pattern");
        const std::size_t count = countTests();
        if (!input || !answer || m_polygon.reading.refused())
            return;
        const std::string testset = m_testset.attribute("name").value();
        m_polygon.problem.testCases.reserve(count);
        pugi::xml_node node = m_testset.child("tests").child("test");
        for (std::size_t number = 1; number <= count; ++number, node = node.next_sibling("test")) {
            model::TestCase test;
            test.id = std::filesystem::path(input->at(number)).filename().native();
            test.group = node.attribute("group").value();
            test.sample = node.attribute("sample").as_bool();
            test.inputValidatorFlags = {"--testset", testset};
            if (!test.group.empty()) {
                test.inputValidatorFlags.insert(test.inputValidatorFlags.end(), {"--group", test.group});
                test.id.insert(0, test.group + "/");
            }
            const Decimal points = pointsOf(node);
            test.acceptScore = {points, 1};
            m_total += points;
            if (!test.group.empty())
                m_groups[groupNamed(test.group, node)].testPoints += points;
            takeFile(input->at(number), test.input, test.inputSize);
            takeFile(answer->at(number), test.answer, test.answerSize);
            if (test.input.empty())
                takeCommand(node, input->at(number), test);
            m_polygon.problem.testCases.push_back(std::move(test));
        }
    }

    /// Leaves `path` empty where the package does not have the file.
    void takeFile(const std::string& name, std::filesystem::path& path, std::uint64_t& size)
    {
        std::string why;
        if (const files::Entry* entry = m_polygon.files.find(name, why)) {
            path = entry->path;
            size = entry->size;
        } else if (why != "is missing") {
            m_polygon.error(m_testset, "tests", name + " " + why);
        }
    }

    void takeCommand(pugi::xml_node node, const std::string& path, model::TestCase& test)
    {
        const std::string command = node.attribute("cmd").value();
        if (command.empty()) {
            m_polygon.error(
                node ? node : m_testset, "test",
                toPrintableLine(path) +
                    " is missing, and no command (cmd) says how to make it; take the full package "
                    "from Polygon");
            return;
        }
        const std::optional<std::vector<std::string>> words = wordsOfCommand(command);
        if (!words || words->empty()) {
            m_polygon.error(node, "cmd",
                            "expected a generator and its arguments, found " + files::quoted(command) +
                                "; pipes and redirections are not run. Take the full package from Polygon.");
            return;
        }
        test.command = *words;
        std::string& generator = test.command.front();
        generator.erase(0, generator.rfind('/') + 1);
        if (generator.ends_with(".exe"))
            generator.resize(generator.size() - 4);
        test.commandFile = node.attribute("from-file").value();
        if (test.commandFile.find('/') != std::string::npos || test.commandFile == "..")
            m_polygon.error(node, "from-file",
                            "expected the plain name of a file, found " + files::quoted(test.commandFile));
    }

    /// Groups that other groups need come before them; else in the order of the file. Empty after an Error.
    std::vector<std::size_t> inOrder()
    {
        std::vector<std::size_t> waiting(m_groups.size());
        std::vector<std::vector<std::size_t>> neededBy(m_groups.size());
        std::set<std::size_t> ready;
        for (std::size_t i = 0; i < m_groups.size(); ++i) {
            waiting[i] = m_groups[i].required.size();
            for (const std::size_t needed : m_groups[i].required)
                neededBy[needed].push_back(i);
            if (waiting[i] == 0)
                ready.insert(i);
        }
        std::vector<std::size_t> order;
        while (!ready.empty()) {
            const std::size_t next = *ready.begin();
            ready.erase(ready.begin());
            order.push_back(next);
            for (const std::size_t other : neededBy[next]) {
                if (--waiting[other] == 0)
                    ready.insert(other);
            }
        }
        if (order.size() == m_groups.size())
            return order;
        const auto stuck = static_cast<std::size_t>(
            std::find_if(waiting.begin(), waiting.end(), [](std::size_t n) { return n > 0; }) -
            waiting.begin());
        m_polygon.error(m_groups[stuck].node, "dependencies",
                        "the groups depend on each other in a circle, " +
                            files::quoted(m_groups[stuck].name) + " among them or after it");
        return {};
    }

    Decimal maxScoreOf(const Group& group)
    {
        if (group.testPoints == Decimal(0) && group.points > Decimal(0) && !group.complete)
            m_polygon.error(group.node, "points",
                            "the group " + files::quoted(group.name) +
                                " has points for each test, but its tests say none; write the points of "
                                "the tests, or points-policy=\"complete-group\"");
        if (group.testPoints == Decimal(0))
            return group.points;
        if (group.points > Decimal(0) && group.points != group.testPoints)
            m_polygon.warning(group.node, "points",
                              "the group says " + group.points.toString() + " points, its tests " +
                                  group.testPoints.toString() + " in all; the latter are used");
        return group.testPoints;
    }

    void addGroups()
    {
        model::Problem& problem = m_polygon.problem;
        model::TestGroup root;
        root.grading.score = m_scoring ? model::Grading::ScoreRule::Sum : model::Grading::ScoreRule::PassFail;
        problem.groups.push_back(root);
        Decimal inGroups = 0;
        Decimal ofTestsInGroups = 0;
        for (const std::size_t index : inOrder()) {
            const Group& group = m_groups[index];
            model::TestGroup made;
            made.id = group.name;
            made.parent = "";
            if (m_scoring) {
                made.maxScore = maxScoreOf(group);
                inGroups += made.maxScore;
                ofTestsInGroups += group.testPoints;
                made.grading.score =
                    group.complete ? model::Grading::ScoreRule::PassFail : model::Grading::ScoreRule::Sum;
                // Nothing after the first failure can give points.
                made.grading.breakOnReject = group.complete;
                for (const std::size_t needed : group.required)
                    made.grading.requiredGroups.push_back(m_groups[needed].name);
            }
            problem.groups.push_back(std::move(made));
        }
        if (!m_scoring) {
            for (model::TestCase& test : problem.testCases)
                test.acceptScore = {};
            return;
        }
        problem.maxScore = inGroups + Decimal::fromMicros(m_total.micros() - ofTestsInGroups.micros());
        problem.groups.front().maxScore = problem.maxScore;
    }

    PolygonReading& m_polygon;
    const pugi::xml_node m_testset;
    std::vector<Group> m_groups;
    std::map<std::string, std::size_t, std::less<>> m_groupByName;
    Decimal m_total; ///< points of all tests
    bool m_scoring = false;
};

} // namespace

void readPolygonTests(PolygonReading& polygon)
{
    const pugi::xml_node testset = chooseTestset(polygon);
    if (!testset)
        return;
    model::Problem& problem = polygon.problem;
    problem.limits.cpuTime = std::chrono::milliseconds(
        numberIn(polygon, testset, "time-limit", kLongestTime, "a time limit in milliseconds, e.g. 2000"));
    problem.timeLimitFrom = "problem.xml";
    problem.limits.memory =
        numberIn(polygon, testset, "memory-limit", kLargestMemory, "a memory limit in bytes, e.g. 268435456");
    problem.limits.output = kOutputLimit;
    TestsReader(polygon, testset).read();
    std::uint64_t largest = 0;
    for (const model::TestCase& test : problem.testCases)
        largest = std::max(largest, test.answerSize);
    if (largest >= problem.limits.output)
        problem.limits.output = (2 * largest / kMebi + 1) * kMebi;
}

} // namespace assize::package
