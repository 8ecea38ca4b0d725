// SPDX-License-Identifier: GPL-3.0-or-later
// The work that problems need: their programs, their tests, and the checks of packages' statements about
// themselves.
#include "exec/answer_variety.h"
#include "exec/input_junk.h"
#include "exec/validator_junk.h"
#include "exec/work/workshop.h"
#include "files/mapped_file.h"

#include "base/utf8.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace assize::exec {
namespace {

/// For all junk that is thrown at a package's input validators, and as much for its output validators.
constexpr std::chrono::seconds kJunkTime{10};

Diagnostics examineFiles(const model::Problem& problem, const std::stop_token& stop)
{
    Diagnostics found = examineTestFiles(problem, problem.file, stop);
    Diagnostics answers = examineAnswers(problem, problem.file, stop);
    std::move(answers.begin(), answers.end(), std::back_inserter(found));
    return found;
}

std::size_t makerNamed(const MissingTests& missing, const std::string& name)
{
    const auto found =
        std::find_if(missing.programs.begin(), missing.programs.end(),
                     [&name](const model::JuryProgram& program) { return program.name == name; });
    return static_cast<std::size_t>(found - missing.programs.begin());
}

} // namespace

Outcome Workshop::performNow(const BuildProgram& work, Slot& slot, const std::stop_token& stop)
{
    const SharedFurnished furnished = problem(work.problem.id);
    const model::Problem& of = furnished->prepared->problem;
    const RequiredProgram& required = furnished->prepared->programs[work.program];
    const std::optional<std::string> named = languageOfJuryProgram(required.program, m_languages);
    const std::optional<model::Toolchain> tools = named ? toolchain(*named) : std::nullopt;
    BuildResult result = buildJuryProgram(m_compiler, slot.jury, required.program, tools ? &*tools : nullptr,
                                          m_languages, of.constants, of.limits, stop, work.beside);
    if (auto* late = std::get_if<OutOfWallTime>(&result))
        return std::move(*late);
    if (std::holds_alternative<Cancelled>(result))
        return Cancelled{};
    if (auto* failed = std::get_if<BuildFailed>(&result))
        return ProgramBuilt{std::move(failed->reason)};
    Built built{std::get<std::shared_ptr<const BuiltJuryProgram>>(std::move(result)), {}};
    if (required.role == RequiredProgram::Role::TestMaker)
        built.identity =
            makeMakerProgram(built.program, tools ? tools->fingerprint : std::string(), m_sandboxFingerprint)
                .identity;
    const std::string content = built.program->program ? built.program->program->content : std::string();
    const std::lock_guard lock(m_mutex);
    m_built[work.problem.id][work.program] = std::move(built);
    m_problems[work.problem.id] = furnish(m_problems.at(work.problem.id)->prepared);
    return ProgramBuilt{{}, content};
}

std::optional<Result<MadeTest>> Workshop::makeTest(const MakeTest& work, const Furnished& furnished,
                                                   Slot& slot, const std::stop_token& stop)
{
    const model::Problem& of = furnished.prepared->problem;
    const MissingTests& missing = furnished.prepared->missing;
    const model::TestCase& test = of.testCases[work.test.index];
    const std::filesystem::path& present = work.answer ? test.answer : test.input;
    if (!present.empty())
        return m_testMaker.withoutWindowsLines(present, work.answer ? test.answerSize : test.inputSize);
    if (work.answer && missing.emptyAnswers)
        return m_testMaker.emptyAnswer();
    const std::string name = work.answer ? of.mainSolution : test.command.front();
    const std::size_t maker = makerNamed(missing, name);
    if (maker == furnished.makers.size())
        return Error{ErrorKind::InvalidInput, test.id + ": there is no program " + toPrintableLine(name)};
    return work.answer ? m_testMaker.generateAnswer(slot.jury, of, test, furnished.makers[maker], stop)
                       : m_testMaker.generateInput(slot.jury, of, test, furnished.makers[maker], stop);
}

Outcome Workshop::performNow(const MakeTest& work, Slot& slot, const std::stop_token& stop)
{
    const std::optional<Result<MadeTest>> ended = makeTest(work, *problem(work.problem.id), slot, stop);
    if (!ended)
        return Cancelled{};
    const Result<MadeTest>& made = *ended;
    if (!made)
        return TestMade{made.error().message};
    const std::lock_guard lock(m_mutex);
    m_madeTests[{work.problem.id, work.test.index, work.answer}] = made->file;
    return TestMade{{}, made->file.hash()};
}

Outcome Workshop::performNow(const CheckPackage& work, Slot& slot, const std::stop_token& stop)
{
    const SharedFurnished furnished = problem(work.problem.id);
    const model::Problem& of = furnished->prepared->problem;
    PackageCheckTools tools;
    tools.problem = &of;
    tools.inputValidators = furnished->inputValidators;
    PackageChecked checked;
    if (std::holds_alternative<CheckPackage::TestFiles>(work.piece)) {
        checked.diagnostics = examineFiles(of, stop);
    } else if (const auto* piece = std::get_if<PackageCheckWork>(&work.piece)) {
        tools.judgeOutput = [&](Slot& where, const model::TestCase& test, const check::CheckFiles& files,
                                const std::stop_token& stopped) -> std::optional<check::CheckResult> {
            const Result<files::MappedFile> mapped =
                files::MappedFile::fromDescriptor(files.output, "the output");
            if (!mapped)
                return check::judgeError(mapped.error().message);
            return m_packageChecker.check(
                where, furnished->judging, test,
                {.input = files.input, .output = files.output, .bytes = mapped->bytes()}, nullptr, stopped);
        };
        checked.outcome = runPackageCheck(slot, tools, *piece, stop);
    } else if (std::holds_alternative<CheckPackage::InputJunk>(work.piece)) {
        // There may be none that could be built.
        if (takesJunkInputs(tools))
            checked.diagnostics =
                throwJunkInputs(slot, tools, junkLimits(of.limits), of.file, kJunkTime, stop);
    } else {
        // Junk is judged as outputs are, within limits of its own.
        model::Problem junk;
        junk.id = of.id;
        junk.format = of.format;
        junk.type = of.type;
        junk.validation = of.validation;
        junk.limits = junkLimits(of.limits);
        Judging judging = furnished->judging;
        judging.problem = &junk;
        const auto judgeOutput = [&](Slot& where, const model::TestCase& test, const check::CheckFiles& files,
                                     const std::stop_token& stopped) {
            // Programs of the jury read it by descriptor.
            return m_packageChecker.check(where, judging, test,
                                          {.input = files.input, .output = files.output}, nullptr, stopped);
        };
        checked.diagnostics = throwJunk(slot, of, judgeOutput, of.file, kJunkTime, stop);
    }
    if (stop.stop_requested())
        return Cancelled{};
    return checked;
}

} // namespace assize::exec
