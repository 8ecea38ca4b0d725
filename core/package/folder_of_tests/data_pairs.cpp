// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/folder_of_tests/data_pairs.h"

#include "package/common/names.h"
#include "package/common/natural_order.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace assize::package {
namespace {

enum class Role { None, Input, Answer };

/// The role of a file by its name.
struct Guess
{
    Role role = Role::None;
    std::string stem; ///< the name without the word that tells the role, as it is written
    int rank = 0;     ///< among several answers of a test the lowest is taken
};

/// Behind all endings.
constexpr int kNoRank = 100;

struct Mark
{
    std::string_view text;
    Role role;
};

/// The earlier endings are preferred.
constexpr Mark kEndings[] = {
    {".in", Role::Input},        {".ans", Role::Answer},      {".out", Role::Answer},
    {".a", Role::Answer},        {".inp", Role::Input},       {".input", Role::Input},
    {".answer", Role::Answer},   {".output", Role::Answer},   {".sol", Role::Answer},
    {".ok", Role::Answer},       {".ou", Role::Answer},       {".ref", Role::Answer},
    {".desired", Role::Answer},  {".expected", Role::Answer}, {".exp", Role::Answer},
    {".correct", Role::Answer},  {".res", Role::Answer},      {".result", Role::Answer},
    {".solution", Role::Answer}, {".real", Role::Answer},     {".std", Role::Answer},
    {".key", Role::Answer},
};
constexpr Mark kWords[] = {
    {"input", Role::Input},     {"answer", Role::Answer},  {"output", Role::Answer},
    {"ans", Role::Answer},      {"out", Role::Answer},     {"ou", Role::Answer},
    {"expected", Role::Answer}, {"desired", Role::Answer}, {"correct", Role::Answer},
    {"ref", Role::Answer},      {"sol", Role::Answer},     {"solution", Role::Answer},
};
/// From this length on a word counts also within other words: "sampleInput1.txt".
constexpr std::size_t kLongWord = 5;
constexpr Mark kShortInput = {"in", Role::Input};
/// The whole name but for a number: "I.1" with "O.1", as older contests have it.
constexpr Mark kLetters[] = {{"i", Role::Input}, {"o", Role::Answer}};
constexpr std::string_view kPlainEndings[] = {".txt", ".dat", ".text"};
/// Programs, statements and settings, even with such words in their names.
constexpr std::string_view kNoTests[] = {
    ".c",    ".cc",  ".cpp",  ".cxx",  ".h",   ".hpp", ".py",   ".java",  ".pas", ".cs",  ".js",
    ".rs",   ".go",  ".kt",   ".hs",   ".exe", ".o",   ".obj",  ".class", ".jar", ".sh",  ".bat",
    ".pdf",  ".md",  ".tex",  ".html", ".htm", ".doc", ".docx", ".odt",   ".png", ".jpg", ".svg",
    ".yaml", ".yml", ".json", ".xml",  ".ini", ".cfg", ".zip",  ".rar",   ".7z",  ".gz",  ".log",
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSeparator(char c)
{
    return c == '_' || c == '-' || c == '.' || c == ' ';
}

/// "1.in.txt" counts as "1.in", "input1.txt" as "input1".
std::string_view withoutPlainEnding(std::string_view name)
{
    const std::string lower = lowerCase(name);
    for (const std::string_view ending : kPlainEndings) {
        if (endsIn(lower, ending))
            return name.substr(0, name.size() - ending.size());
    }
    return name;
}

std::optional<Guess> byEnding(std::string_view name)
{
    const std::string lower = lowerCase(name);
    for (std::size_t i = 0; i < std::size(kEndings); ++i) {
        if (endsIn(lower, kEndings[i].text))
            return Guess{kEndings[i].role, std::string(name.substr(0, name.size() - kEndings[i].text.size())),
                         static_cast<int>(i)};
    }
    return std::nullopt;
}

/// Whether a short word at `begin`..`end` stands alone: "in1", "1_out", "out.2" but not "main" or "kin".
bool standsAlone(std::string_view name, std::size_t begin, std::size_t end)
{
    const auto border = [](char c) { return isDigit(c) || isSeparator(c); };
    return (begin == 0 || border(name[begin - 1])) && (end == name.size() || border(name[end]));
}

std::string joinedWithout(std::string_view name, std::size_t begin, std::size_t end)
{
    std::string_view before = name.substr(0, begin);
    std::string_view after = name.substr(end);
    // The last separator belonged to the word.
    if (!before.empty() && isSeparator(before.back()))
        before.remove_suffix(1);
    else if (!after.empty() && isSeparator(after.front()))
        after.remove_prefix(1);
    return std::string(before) + std::string(after);
}

/// "I.1", "o_01"; not "i.txt".
std::optional<Guess> byLetter(std::string_view name)
{
    const std::string lower = lowerCase(name);
    for (const Mark& mark : kLetters) {
        if (!lower.starts_with(mark.text))
            continue;
        std::string_view number = name.substr(mark.text.size());
        if (!number.empty() && isSeparator(number.front()))
            number.remove_prefix(1);
        if (!number.empty() && std::all_of(number.begin(), number.end(), isDigit))
            return Guess{mark.role, std::string(number), kNoRank};
    }
    return std::nullopt;
}

std::optional<Guess> byWord(std::string_view name)
{
    const std::string lower = lowerCase(name);
    const bool noTest = std::any_of(std::begin(kNoTests), std::end(kNoTests),
                                    [&](std::string_view ending) { return endsIn(lower, ending); });
    if (noTest)
        return std::nullopt;
    const auto match = [&](const Mark& mark, int rank, bool alone) -> std::optional<Guess> {
        for (std::size_t at = lower.find(mark.text); at != std::string::npos;
             at = lower.find(mark.text, at + 1)) {
            if (!alone || standsAlone(lower, at, at + mark.text.size()))
                return Guess{mark.role, joinedWithout(name, at, at + mark.text.size()), rank};
        }
        return std::nullopt;
    };
    int rank = kNoRank;
    for (const Mark& mark : kWords) {
        if (auto guess = match(mark, ++rank, true))
            return guess;
    }
    if (auto guess = match(kShortInput, ++rank, true))
        return guess;
    for (const Mark& mark : kWords) {
        if (mark.text.size() < kLongWord)
            continue;
        if (auto guess = match(mark, ++rank, false))
            return guess;
    }
    return byLetter(name);
}

Guess guessOf(const NamedFile& file)
{
    const std::string_view name = withoutPlainEnding(file.name);
    const Role given = file.folder == FolderRole::Inputs    ? Role::Input
                       : file.folder == FolderRole::Answers ? Role::Answer
                                                            : Role::None;
    std::optional<Guess> guess = byEnding(name);
    if (!guess)
        guess = byWord(name);
    if (given == Role::None)
        return guess.value_or(Guess{Role::None, std::string(file.name), 0});
    // In a folder of inputs "1.in" and "1" are both test 1, and so is "1.out" in a folder of answers. A name
    // that says the contrary does not belong there.
    if (guess && guess->role != given)
        return Guess{Role::None, file.name, 0};
    return guess.value_or(Guess{given, std::string(name), kNoRank});
}

/// The files of one key: names that differ in letter case only.
struct Bundle
{
    std::vector<std::size_t> inputs;
    std::vector<std::size_t> answers;
};

class Pairing
{
public:
    explicit Pairing(const std::vector<NamedFile>& files) : m_files(files) {}
    DataPairs run();

private:
    void guessAll();
    void pairBundle(const Bundle& bundle);
    std::optional<std::size_t> answerFor(std::size_t input, const Bundle& bundle) const;
    std::string idOf(std::size_t input) const;

    const std::vector<NamedFile>& m_files;
    std::vector<Guess> m_guesses;
    std::set<std::size_t> m_used;
    std::set<std::string> m_ids;
    DataPairs m_result;
};

void Pairing::guessAll()
{
    // "01" and "01.txt" may both be the input of test 01.
    std::map<std::string, std::vector<std::size_t>> unclear;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        m_guesses.push_back(guessOf(m_files[i]));
        if (m_guesses.back().role == Role::None && m_files[i].folder == FolderRole::None)
            unclear[std::string(withoutPlainEnding(m_files[i].name))].push_back(i);
    }
    // They are inputs where there is "01.a" and nothing else that it could answer.
    std::set<std::string> inputs;
    for (const Guess& guess : m_guesses) {
        if (guess.role == Role::Input)
            inputs.insert(guess.stem);
    }
    for (const Guess& guess : std::vector<Guess>(m_guesses)) {
        if (guess.role != Role::Answer || inputs.count(guess.stem) > 0)
            continue;
        const auto found = unclear.find(guess.stem);
        if (found == unclear.end())
            continue;
        if (found->second.size() == 1)
            m_guesses[found->second.front()] = {Role::Input, guess.stem, kNoRank};
        else
            m_result.ambiguous.push_back(found->second);
        unclear.erase(found);
    }
}

std::optional<std::size_t> Pairing::answerFor(std::size_t input, const Bundle& bundle) const
{
    // The same spelling comes first: "A.in" belongs to "A.out" also where there is "a.out".
    std::optional<std::size_t> best;
    const auto order = [&](std::size_t answer) {
        return std::tuple(m_guesses[answer].stem != m_guesses[input].stem, m_guesses[answer].rank, answer);
    };
    const bool several = bundle.inputs.size() > 1;
    for (const std::size_t answer : bundle.answers) {
        if (m_used.count(answer) > 0 || (several && m_guesses[answer].stem != m_guesses[input].stem))
            continue;
        if (!best || order(answer) < order(*best))
            best = answer;
    }
    return best;
}

/// A lone "input.txt" is called as its file, without the ending.
std::string Pairing::idOf(std::size_t input) const
{
    const std::string& stem = m_guesses[input].stem;
    return stem.empty() ? std::string(withoutPlainEnding(m_files[input].name)) : stem;
}

void Pairing::pairBundle(const Bundle& bundle)
{
    std::set<std::string> taken;
    for (const std::size_t input : bundle.inputs) {
        const std::optional<std::size_t> answer = answerFor(input, bundle);
        const bool again = taken.count(idOf(input)) > 0;
        if (!answer || again) {
            if (again)
                m_result.surplus.emplace_back(input, m_result.pairs.size() - 1);
            else
                m_result.lonelyInputs.push_back(input);
            continue;
        }
        m_used.insert(*answer);
        taken.insert(idOf(input));
        // "input.txt" beside "input.in"
        std::string id = m_ids.count(idOf(input)) > 0 ? m_files[input].name : idOf(input);
        m_ids.insert(id);
        m_result.pairs.push_back({std::move(id), input, *answer});
    }
    for (const std::size_t answer : bundle.answers) {
        if (m_used.count(answer) > 0)
            continue;
        if (taken.empty())
            m_result.lonelyAnswers.push_back(answer);
        else
            m_result.surplus.emplace_back(answer, m_result.pairs.size() - 1);
    }
}

DataPairs Pairing::run()
{
    guessAll();
    std::map<std::string, Bundle> bundles;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        Bundle& bundle = bundles[lowerCase(m_guesses[i].stem)];
        if (m_guesses[i].role == Role::Input)
            bundle.inputs.push_back(i);
        else if (m_guesses[i].role == Role::Answer)
            bundle.answers.push_back(i);
    }
    for (const auto& [key, bundle] : bundles)
        pairBundle(bundle);
    // The second number of a surplus is a place in `pairs`: it moves with the order.
    std::vector<std::size_t> order(m_result.pairs.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return naturallyBefore(m_result.pairs[a].id, m_result.pairs[b].id);
    });
    std::vector<std::size_t> place(order.size());
    std::vector<DataPair> sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        sorted.push_back(m_result.pairs[order[i]]);
    }
    m_result.pairs = std::move(sorted);
    for (auto& [file, pair] : m_result.surplus)
        pair = place[pair];
    return std::move(m_result);
}

} // namespace

FolderOf folderOf(std::string_view name)
{
    const std::size_t end = name.find_last_not_of("0123456789") + 1;
    if (end == name.size())
        return FolderOf::None;
    std::string before = lowerCase(name.substr(0, end));
    while (!before.empty() && isSeparator(before.back()))
        before.pop_back();
    if (before.empty())
        return FolderOf::Number;
    for (const char* known :
         {"test", "tests", "testcase", "test case", "test_case", "test-case", "case", "tc"}) {
        if (before == known)
            return FolderOf::Test;
    }
    return before == "subtask" || before == "group" ? FolderOf::Subtask : FolderOf::None;
}

FolderRole folderRoleOf(std::string_view name)
{
    const std::string lower = lowerCase(name);
    for (const char* known : {"in", "input", "inputs"}) {
        if (lower == known)
            return FolderRole::Inputs;
    }
    for (const char* known : {"out", "output", "outputs", "ans", "answer", "answers"}) {
        if (lower == known)
            return FolderRole::Answers;
    }
    return FolderRole::None;
}

DataPairs pairData(const std::vector<NamedFile>& files)
{
    return Pairing(files).run();
}

} // namespace assize::package
