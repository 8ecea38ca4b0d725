// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the package checks that only reads files.
#include "exec/package_checks.h"

#include "files/hash.h"
#include "files/read.h"

#include <algorithm>
#include <map>

namespace assize::exec {
namespace {

constexpr std::size_t kListed = 5;

/// Findings of one kind, told together.
class Findings
{
public:
    Findings(Diagnostic::Level level, std::string what) : m_level(level), m_what(std::move(what)) {}

    void add(const std::string& name)
    {
        if (++m_count <= kListed)
            m_names += (m_names.empty() ? "" : ", ") + name;
    }

    void tell(const std::string& shown, Diagnostics& diagnostics) const
    {
        if (m_count == 0)
            return;
        std::string message = m_what + ": " + m_names;
        if (m_count > kListed)
            message += " and " + std::to_string(m_count - kListed) + " more";
        diagnostics.push_back({m_level, shown, std::move(message)});
    }

private:
    Diagnostic::Level m_level;
    std::string m_what;
    std::string m_names;
    std::size_t m_count = 0;
};

class Examiner
{
public:
    Examiner(const model::Problem& problem, std::stop_token stop)
        : m_problem(problem), m_stop(std::move(stop))
    {
    }

    Diagnostics run(const std::string& shown);

private:
    using Level = Diagnostic::Level;

    void look(const std::filesystem::path& path, const std::string& name, Findings& empty);
    void findDuplicates();
    void tellValidators(const std::string& shown, Diagnostics& diagnostics) const;

    const model::Problem& m_problem;
    const std::stop_token m_stop;
    std::map<std::uint64_t, std::vector<const model::TestCase*>> m_bySize;
    Findings m_unreadable{Level::Error, "these files cannot be read"};
    Findings m_emptyInputs{Level::Warning, "these inputs are empty"};
    Findings m_emptyAnswers{Level::Warning, "these answers are empty"};
    Findings m_duplicates{Level::Warning, "these inputs are the same"};
};

void Examiner::look(const std::filesystem::path& path, const std::string& name, Findings& empty)
{
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    const Result<files::OpenFile> file = files::openRegularFile(error ? path : target);
    if (!file)
        m_unreadable.add(name);
    else if (file->size == 0)
        empty.add(name);
}

void Examiner::findDuplicates()
{
    for (const auto& [size, tests] : m_bySize) {
        // Only files of the same size can be the same.
        if (tests.size() < 2 || size == 0)
            continue;
        std::map<std::string, std::vector<const model::TestCase*>> byHash;
        for (const model::TestCase* test : tests) {
            if (m_stop.stop_requested())
                return;
            std::error_code error;
            const std::filesystem::path path = std::filesystem::canonical(test->input, error);
            files::Hasher hasher;
            if (!error && hasher.addFile(path))
                byHash[hasher.hex()].push_back(test);
        }
        for (const auto& [hash, same] : byHash) {
            // A sample is often a test, too; and a link is meant.
            std::vector<const model::TestCase*> secret;
            for (const model::TestCase* test : same) {
                std::error_code error;
                if (!test->sample && !std::filesystem::is_symlink(test->input, error))
                    secret.push_back(test);
            }
            if (secret.size() < 2)
                continue;
            std::string names;
            for (std::size_t i = 0; i < secret.size() && i < kListed; ++i)
                names += (names.empty() ? "" : " = ") + secret[i]->id;
            m_duplicates.add(names + (secret.size() > kListed ? " = ..." : ""));
        }
    }
}

void Examiner::tellValidators(const std::string& shown, Diagnostics& diagnostics) const
{
    Findings notRun(Level::Info, "these input validators are descriptions (.viva, .ctd), which are not run");
    bool runs = false;
    for (const model::JuryProgram& validator : m_problem.inputValidators) {
        if (isDeclarative(validator))
            notRun.add(validator.name);
        else
            runs = true;
    }
    notRun.tell(shown, diagnostics);
    if (m_problem.inputValidators.empty())
        diagnostics.push_back({Level::Info, shown, "there is no input validator: inputs are not checked"});
    const bool invalidInputs = std::any_of(m_problem.packageChecks.begin(), m_problem.packageChecks.end(),
                                           [](const model::PackageCheck& check) {
                                               return check.kind == model::PackageCheck::Kind::InvalidInput;
                                           });
    if (invalidInputs && !runs)
        diagnostics.push_back({Level::Warning, shown,
                               "there are invalid inputs, but no input validator that could be run on them"});
}

Diagnostics Examiner::run(const std::string& shown)
{
    Diagnostics diagnostics;
    const bool answersMatter = model::hasWholeOutput(m_problem.taskType);
    bool hasSamples = false;
    for (const model::TestCase& test : m_problem.testCases) {
        if (m_stop.stop_requested())
            return {};
        hasSamples = hasSamples || test.sample;
        // A test that is still to be made has no file yet.
        if (!test.input.empty()) {
            look(test.input, test.id + " (input)", m_emptyInputs);
            m_bySize[test.inputSize].push_back(&test);
        }
        if (!test.answer.empty() && answersMatter)
            look(test.answer, test.id + " (answer)", m_emptyAnswers);
    }
    findDuplicates();
    if (!hasSamples && !m_problem.testCases.empty())
        diagnostics.push_back({Level::Info, shown, "there is no sample among the tests"});
    for (const Findings* findings : {&m_unreadable, &m_emptyInputs, &m_emptyAnswers, &m_duplicates})
        findings->tell(shown, diagnostics);
    tellValidators(shown, diagnostics);
    return diagnostics;
}

} // namespace

Diagnostics examineTestFiles(const model::Problem& problem, const std::string& shown, std::stop_token stop)
{
    return Examiner(problem, std::move(stop)).run(shown);
}

} // namespace assize::exec
