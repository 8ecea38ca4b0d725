// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/traces.h"

#include "files/folder.h"
#include "files/read.h"
#include "package/common/names.h"
#include "package/folder_of_tests/reader.h"
#include "package/recognise.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace assize::package {
namespace {

constexpr int kDeepest = 2;
constexpr std::size_t kMostEntries = 2000;

constexpr std::string_view kInputs[] = {"in", "inp", "input", "dat"};
constexpr std::string_view kAnswers[] = {"out", "ou", "ans", "answer", "sol", "ref", "desired", "output"};
/// Files and folders that only packages have, and names that nearly are those.
constexpr std::string_view kMarks[] = {
    "problem.yaml", "problem.yml",   "problem.xml",       "domjudge-problem.ini",
    ".timelimit",   "testdata.yaml", "output_validators", "input_validators",
    "secret",       "testdata"};

/// The name after the last dot, without the number that some tools put at its end ("in1").
std::string_view kindOf(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos)
        return {};
    std::string_view extension = name.substr(dot + 1);
    const std::size_t last = extension.find_last_not_of("0123456789");
    return last == std::string_view::npos ? std::string_view() : extension.substr(0, last + 1);
}

/// "config.h.in" and "configure.in" are no inputs, but templates of a build system.
bool isTemplate(std::string_view name)
{
    const std::size_t last = name.rfind('.');
    const std::size_t before =
        last == 0 || last == std::string_view::npos ? std::string_view::npos : name.rfind('.', last - 1);
    const bool twoEndings =
        before != std::string_view::npos && name[before + 1] >= 'a' && name[before + 1] <= 'z';
    return twoEndings || name == "configure.in" || name == "makefile.in";
}

template<typename Words>
bool isOneOf(const Words& words, std::string_view word)
{
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

struct Traces
{
    std::optional<std::string> input, answer, mark;
};

void look(const std::filesystem::path& folder, const std::string& below, int depth, Traces& traces);

/// Adds the traces in a folder within the folder. A folder of packages has none; answers or inputs alone are
/// no package, though the reader of tests would take them in order to say so.
void lookInto(const files::Entry& entry, const std::string& below, int depth, Traces& traces)
{
    const Recognised found = recognise(entry.path);
    const bool isTests = found.reader == &folderOfTestsReader();
    if (!found.format.empty() && !isTests)
        return;
    Traces own;
    look(entry.path, below + entry.name + "/", depth + 1, own);
    if (isTests && own.input && own.answer)
        return;
    const auto add = [](std::optional<std::string>& all, std::optional<std::string>& one) {
        if (!all)
            all = std::move(one);
    };
    add(traces.input, own.input);
    add(traces.answer, own.answer);
    add(traces.mark, own.mark);
}

void look(const std::filesystem::path& folder, const std::string& below, int depth, Traces& traces)
{
    files::WalkOptions options;
    options.maximumEntries = kMostEntries;
    const Result<files::Listing> listing = files::listFolder(folder, options);
    if (!listing)
        return;
    for (const files::Entry& entry : listing->entries) {
        const std::string name = lowerCase(entry.name);
        const std::string_view kind = kindOf(name);
        const bool marks =
            depth == 0 ? isOneOf(kMarks, name) : lowerCase(below) == "data/" && name == "secret";
        if (!traces.mark && marks)
            traces.mark = below + entry.name;
        if (entry.isFile() && !traces.input && isOneOf(kInputs, kind) && !isTemplate(name))
            traces.input = below + entry.name;
        if (entry.isFile() && !traces.answer && isOneOf(kAnswers, kind))
            traces.answer = below + entry.name;
        if (entry.isFolder() && depth < kDeepest && entry.name.front() != '.')
            lookInto(entry, below, depth, traces);
    }
}

} // namespace

std::string traceOfPackage(const std::filesystem::path& folder)
{
    Traces traces;
    look(folder, "", 0, traces);
    if (traces.input && traces.answer)
        return "It holds " + files::quoted(*traces.input) + " and " + files::quoted(*traces.answer) +
               ": if these are tests, give input and answer the same name but for the ending, for example "
               "1.in and 1.ans";
    if (traces.answer)
        return "It holds " + files::quoted(*traces.answer) +
               ", but no input: a test needs both, for example 1.in beside 1.out; where the problem reads "
               "nothing, 1.in is an empty file";
    if (traces.input)
        return "It holds " + files::quoted(*traces.input) +
               ", but no answer: a test needs both, for example 1.ans beside 1.in";
    if (traces.mark)
        return "It holds " + files::quoted(*traces.mark) + ", as a package does";
    return {};
}

} // namespace assize::package
