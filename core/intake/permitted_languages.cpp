// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/permitted_languages.h"

#include "intake/language_guess.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace assize::intake {
namespace {

bool isPermitted(const std::string& language, const model::Problem& problem)
{
    return problem.languages.empty() || language == model::kAnswerLanguage ||
           std::find(problem.languages.begin(), problem.languages.end(), language) != problem.languages.end();
}

bool hasExtension(const model::Language& language, std::string_view extension)
{
    return std::find(language.extensions.begin(), language.extensions.end(), extension) !=
           language.extensions.end();
}

const model::Language* named(const std::string& id, const std::vector<model::Language>& languages)
{
    const auto found = std::find_if(languages.begin(), languages.end(),
                                    [&id](const model::Language& language) { return language.id == id; });
    return found == languages.end() ? nullptr : &*found;
}

/// The permitted languages that have the extensions of all files for which `guessed` was taken.
std::vector<model::Language> insteadOf(const model::Language& guessed, const model::Submission& submission,
                                       const std::vector<model::Language>& languages,
                                       const model::Problem& problem)
{
    std::vector<model::Language> fitting;
    std::copy_if(languages.begin(), languages.end(), std::back_inserter(fitting),
                 [&](const model::Language& language) {
                     return isPermitted(language.id, problem) &&
                            std::all_of(submission.files.begin(), submission.files.end(),
                                        [&](const model::SourceFile& file) {
                                            const std::string_view extension = extensionOf(file.name);
                                            return !hasExtension(guessed, extension) ||
                                                   hasExtension(language, extension);
                                        });
                 });
    return fitting;
}

std::string refusalOf(const std::string& language, const std::vector<model::Language>& languages,
                      const model::Problem& problem)
{
    const auto shown = [&languages](const std::string& id) {
        const model::Language* known = named(id, languages);
        return known != nullptr ? known->name : id;
    };
    std::string permitted;
    for (const std::string& id : problem.languages)
        permitted += (permitted.empty() ? "" : ", ") + shown(id);
    return "the problem does not permit " + shown(language) + " (problem.yaml, languages: " + permitted + ")";
}

} // namespace

std::optional<std::string> permitLanguage(const model::Problem& problem,
                                          const std::vector<model::Language>& languages,
                                          model::Submission& submission)
{
    if (isPermitted(submission.language, problem))
        return std::nullopt;
    if (const model::Language* guessed = named(submission.language, languages)) {
        const std::vector<model::Language> fitting = insteadOf(*guessed, submission, languages, problem);
        if (const model::Language* instead = guessLanguage(submission.files, fitting)) {
            submission.language = instead->id;
            return std::nullopt;
        }
    }
    return refusalOf(std::exchange(submission.language, {}), languages, problem);
}

} // namespace assize::intake
