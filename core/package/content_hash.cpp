// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/content_hash.h"

#include "files/hash.h"
#include "files/read.h"
#include "package/data_texts.h"

#include <limits>
#include <map>
#include <utility>

namespace assize::package {
namespace {

constexpr std::uint64_t kWhole = std::numeric_limits<std::uint64_t>::max();

/// Adds the parts of a problem to a hash; a file's content by its path, so that linked tests are read once.
class ContentHasher
{
public:
    ContentHasher(Reading& reading, files::HashMemory* memory) : m_reading(reading), m_memory(memory) {}

    void add(std::string_view text) { m_hasher.add(text); }
    void add(const char* text) { m_hasher.add(std::string_view(text)); }
    void add(const std::string& text) { m_hasher.add(std::string_view(text)); }
    void add(bool value) { m_hasher.add(std::uint64_t(value ? 1 : 0)); }
    void add(std::uint64_t value) { m_hasher.add(value); }
    void add(int value) { m_hasher.add(static_cast<std::uint64_t>(value)); }
    void add(Decimal value) { m_hasher.add(static_cast<std::uint64_t>(value.micros())); }
    template<typename T>
    void add(const std::vector<T>& values)
    {
        add(static_cast<std::uint64_t>(values.size()));
        for (const T& value : values)
            add(value);
    }
    template<typename T>
    void add(const std::optional<T>& value)
    {
        add(value.has_value());
        if (value)
            add(*value);
    }
    void add(const std::pair<std::string, std::string>& constant)
    {
        add(constant.first);
        add(constant.second);
    }
    void add(const model::SourceFile& file)
    {
        add(file.name);
        addContent(file.path);
    }
    void add(const model::IncludedFiles& included)
    {
        add(included.language);
        add(included.files);
    }
    void add(const model::ScoreRange& range)
    {
        add(range.low);
        add(range.high);
    }
    void add(const model::JuryProgram& program)
    {
        add(program.name);
        add(program.language);
        add(static_cast<std::uint64_t>(program.files.size()));
        for (const std::filesystem::path& file : program.files) {
            add(file.lexically_relative(program.folder).native());
            addChecked(program.name, file);
        }
        add(static_cast<std::uint64_t>(program.libraries.size()));
        for (const std::filesystem::path& file : program.libraries)
            addContent(file);
    }
    void add(const model::TestGroup& group);
    void add(const model::TestCase& test);

    std::string hex() const { return m_hasher.hex(); }
    /// Of the fields that `parts` adds, and nothing else.
    template<typename Parts>
    std::string hexOf(const Parts& parts)
    {
        files::Hasher whole = std::exchange(m_hasher, files::Hasher());
        parts();
        std::string part = m_hasher.hex();
        m_hasher = std::move(whole);
        return part;
    }
    void addContent(const std::filesystem::path& path)
    {
        add(path.empty() ? std::string() : contentOf(path).hash);
    }
    /// Line ends and encoding of the file; a file that cannot be read counts as empty.
    const files::TextFacts& factsOf(const std::filesystem::path& path) { return contentOf(path).facts; }

private:
    const files::Learnt& contentOf(const std::filesystem::path& path)
    {
        const auto [known, isNew] = m_contents.try_emplace(path);
        if (isNew)
            known->second = learnt(path);
        return known->second;
    }
    files::Learnt learnt(const std::filesystem::path& path)
    {
        files::HashMemory::Look before;
        if (m_memory != nullptr)
            before = m_memory->lookAt({"file/1", {path}});
        if (before.known)
            return std::move(*before.known);
        files::Hasher hasher;
        files::TextLook look;
        const Result<void> done = hasher.addFile(path, kWhole, &look);
        if (!done)
            m_reading.error("", done.error().message);
        files::Learnt content{hasher.hex(), look.finish()};
        if (done && m_memory != nullptr)
            m_memory->learn(before, content);
        return content;
    }
    /// Jury programs' files may be links.
    void addChecked(const std::string& name, const std::filesystem::path& file)
    {
        const auto [known, isNew] = m_resolved.try_emplace(file);
        if (isNew) {
            Result<std::filesystem::path> path = files::resolveBelow(file, m_reading.boundary);
            if (path)
                known->second = std::move(*path);
            else
                m_reading.error(name, path.error().message);
        }
        if (!known->second.empty())
            addContent(known->second);
    }

    Reading& m_reading;
    files::HashMemory* const m_memory;
    files::Hasher m_hasher;
    std::map<std::filesystem::path, files::Learnt> m_contents;
    std::map<std::filesystem::path, std::filesystem::path> m_resolved; ///< of links; empty: it leads nowhere
};

void ContentHasher::add(const model::TestGroup& group)
{
    add(group.id);
    add(group.maxScore);
    add(group.unbounded);
    const model::Grading& grading = group.grading;
    add(static_cast<int>(grading.verdict));
    add(static_cast<int>(grading.score));
    add(grading.acceptIfAnyAccepted);
    add(grading.ignoreSample);
    add(grading.breakOnReject);
    add(grading.graderFlags);
    add(grading.range);
    add(grading.requiredGroups);
    add(group.staticValidatorFlags);
    add(group.staticScore);
}

void ContentHasher::add(const model::TestCase& test)
{
    add(test.id);
    add(test.group);
    add(test.validatorFlags);
    add(test.arguments);
    add(test.files);
    add(test.acceptScore.whole);
    add(test.acceptScore.parts);
    add(test.rejectScore);
    add(test.command);
    add(test.commandFile);
    add(test.windowsLines);
    addContent(test.input);
    addContent(test.answer);
}

/// How outputs are judged, but for flags: those of tests differ. What is added of the type of the task is
/// what the first version knew of it: with other bytes, results that are stored would count as outdated.
void addJudging(ContentHasher& hasher, const model::Problem& problem)
{
    const model::OutputValidation& validation = problem.validation;
    hasher.add(validation.validators);
    hasher.add(static_cast<int>(validation.protocol));
    hasher.add(validation.standardChecker);
    hasher.add(static_cast<int>(validation.scores));
    hasher.add(model::isInteractive(problem.taskType));
    const model::JuryProgram* interactor = model::interactorOf(problem.taskType);
    hasher.add(interactor != nullptr);
    if (interactor != nullptr)
        hasher.add(*interactor);
    hasher.add(model::passesOf(problem.taskType));
}

/// The program that makes the answers that are missing.
void addMainSolution(ContentHasher& hasher, const model::Problem& problem)
{
    hasher.add(problem.mainSolution);
    for (const model::JurySubmission& jury : problem.jurySubmissions) {
        if (jury.file != problem.mainSolution)
            continue;
        for (const std::filesystem::path& file : jury.files)
            hasher.add(model::SourceFile{file.filename().native(), file, 0});
    }
}

/// Fills the hashes by which single runs are found again.
void hashForRuns(ContentHasher& hasher, model::Problem& problem)
{
    problem.judgingHash = hasher.hexOf([&] {
        hasher.add("assize.judging/1");
        hasher.add(problem.validation.custom);
        addJudging(hasher, problem);
        hasher.add(problem.inputFile);
        hasher.add(problem.outputFile);
        hasher.add(problem.includes);
        hasher.add(problem.constants);
    });
    const std::string generators = hasher.hexOf([&] { hasher.add(problem.generators); });
    const std::string mainSolution = hasher.hexOf([&] { addMainSolution(hasher, problem); });
    for (model::TestCase& test : problem.testCases) {
        test.contentHash = hasher.hexOf([&] {
            hasher.add("assize.test/1");
            hasher.addContent(test.input);
            hasher.addContent(test.answer);
            hasher.add(test.arguments);
            hasher.add(test.files);
            hasher.add(test.windowsLines);
            // A generated input follows from its generator and command.
            if (test.input.empty()) {
                hasher.add(generators);
                hasher.add(test.command);
                hasher.add(test.commandFile);
            }
            if (test.answer.empty())
                hasher.add(mainSolution);
        });
    }
}

} // namespace

void hashContent(Reading& reading, model::Problem& problem, files::HashMemory* memory)
{
    ContentHasher hasher(reading, memory);
    // First: how a test is given decides verdicts.
    examineDataTexts(
        reading,
        [&hasher](const std::filesystem::path& path) -> const files::TextFacts& {
            return hasher.factsOf(path);
        },
        problem);
    hasher.add("assize.package/2");
    hasher.add(problem.type);
    hasher.add(problem.validation.custom);
    hasher.add(problem.validation.flags);
    addJudging(hasher, problem);
    hasher.add(problem.inputFile);
    hasher.add(problem.outputFile);
    hasher.add(problem.includes);
    hasher.add(problem.graders);
    hasher.add(problem.staticValidator);
    hasher.add(problem.generators);
    addMainSolution(hasher, problem);
    hasher.add(problem.constants);
    hasher.add(problem.maxScore);
    hasher.add(problem.groups);
    hasher.add(problem.testCases);
    problem.contentHash = hasher.hex();
    hashForRuns(hasher, problem);
}

} // namespace assize::package
