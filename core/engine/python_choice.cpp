// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/python_choice.h"

#include <algorithm>

namespace assize::engine {

using model::PythonInterpreter;

namespace {

const model::Problem* problemOf(const model::Submission& submission,
                                const std::vector<model::Problem>& problems)
{
    const auto found = std::find_if(problems.begin(), problems.end(), [&](const model::Problem& problem) {
        return problem.id == submission.problem;
    });
    return found == problems.end() ? nullptr : &*found;
}

const model::Language* languageOf(std::string_view id, const std::vector<model::Language>& languages)
{
    const auto found = std::find_if(languages.begin(), languages.end(),
                                    [id](const model::Language& language) { return language.id == id; });
    return found == languages.end() ? nullptr : &*found;
}

bool meansPyPy(const model::Problem& problem)
{
    return problem.format.starts_with("icpc");
}

bool hasExtensionOf(const model::Language& language, const std::string& file)
{
    const std::size_t dot = file.rfind('.');
    return dot != std::string::npos && std::find(language.extensions.begin(), language.extensions.end(),
                                                 file.substr(dot + 1)) != language.extensions.end();
}

/// Whether both interpreters could run the sources, as far as their names tell.
bool isOpen(const model::Submission& submission, const std::vector<model::Language>& languages)
{
    const model::Language* cpython = languageOf(model::kCPythonLanguage, languages);
    const model::Language* pypy = languageOf(model::kPyPyLanguage, languages);
    return submission.language == model::kCPythonLanguage && cpython != nullptr && pypy != nullptr &&
           std::none_of(submission.files.begin(), submission.files.end(), [&](const model::SourceFile& file) {
               return hasExtensionOf(*cpython, file.name) && !hasExtensionOf(*pypy, file.name);
           });
}

} // namespace

PythonChoice choosePython(const PythonSettings& settings, const std::vector<model::Problem>& problems,
                          const std::vector<model::Submission>& submissions,
                          const std::vector<model::Language>& languages)
{
    PythonChoice choice;
    bool pypyIsMeant = false;
    for (const model::Submission& submission : submissions) {
        const model::Problem* problem = problemOf(submission, problems);
        if (problem == nullptr || !isOpen(submission, languages))
            continue;
        choice.matters = true;
        pypyIsMeant = pypyIsMeant || meansPyPy(*problem);
    }
    choice.askedFor = settings.given || settings.ofContest || (settings.stored && settings.storedWasAskedFor);
    if (settings.given)
        choice.interpreter = *settings.given;
    else if (settings.ofContest)
        choice.interpreter = *settings.ofContest;
    else if (settings.stored)
        choice.interpreter = *settings.stored;
    else if (pypyIsMeant && settings.isPyPyInstalled && settings.isPyPyInstalled())
        choice.interpreter = PythonInterpreter::PyPy;
    choice.isSlowerThanMeant =
        pypyIsMeant && !choice.askedFor && choice.interpreter == PythonInterpreter::CPython;
    // Where no package means PyPy there is nothing to remember: a package that does may come later.
    choice.matters = choice.matters && (choice.askedFor || pypyIsMeant);
    return choice;
}

void applyPython(const PythonChoice& choice, const std::vector<model::Problem>& problems,
                 const std::vector<model::Language>& languages, bool ofJury,
                 std::vector<model::Submission>& submissions)
{
    if (choice.interpreter != PythonInterpreter::PyPy)
        return;
    for (model::Submission& submission : submissions) {
        const model::Problem* problem = problemOf(submission, problems);
        if (problem == nullptr || !isOpen(submission, languages))
            continue;
        const bool namedByPackage = ofJury && problem->format == "polygon";
        if (!namedByPackage && (choice.askedFor || meansPyPy(*problem)))
            submission.language = model::kPyPyLanguage;
    }
}

Diagnostic slowPythonWarning(const PythonSettings& settings)
{
    const std::string consequence =
        "so Python submissions run with CPython, which takes five to ten times as long: the time limits and "
        "the expected verdicts of these packages are made for PyPy and do not hold for them";
    return {Diagnostic::Level::Warning,
            "Python",
            (settings.stored ? "the first results of this contest were made without PyPy, "
                             : "PyPy is not installed here, ") +
                consequence + ".",
            {settings.stored ? Remedy::Code::JudgeAgainWithPyPy : Remedy::Code::InstallPyPy}};
}

} // namespace assize::engine
