// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/open_contest.h"

#include "base/clock.h"
#include "base/unused_name.h"
#include "base/user_folders.h"
#include "base/utf8.h"
#include "base/version.h"
#include "engine/chosen_part.h"
#include "engine/contest_database.h"
#include "engine/lookalikes.h"
#include "engine/python_choice.h"
#include "engine/set_aside.h"
#include "engine/stored_hand_ins.h"
#include "engine/stored_results.h"
#include "engine/submission_times.h"
#include "engine/submissions_place.h"
#include "exec/scheduler.h"
#include "intake/intake.h"
#include "package/package.h"
#include "package/targets/rules.h"
#include "toolchain/toolchain.h"

#include <iterator>
#include <map>
#include <set>

namespace assize::engine {
namespace {

model::EngineInfo describe(const sandbox::Sandbox* sandbox, int slots)
{
    model::EngineInfo info;
    info.version = kVersion;
    info.slots = slots;
    if (sandbox) {
        const sandbox::SandboxInfo isolation = sandbox->info();
        info.sandbox = isolation.name;
        info.isolation = isolation.isolation;
        info.warnings = isolation.warnings;
        info.sandboxFingerprint = isolation.fingerprint;
        info.processor = isolation.processor;
    }
    return info;
}

int slotsFrom(int wanted)
{
    return wanted > 0 ? std::min(wanted, 1024) : Engine::defaultSlots();
}

/// Marks hand-ins that lie outside the contest's time; see submission_times.h.
void judgeTimes(const package::ContestFile& file, std::vector<model::Submission>& submissions,
                ContestLoaded& loaded)
{
    loaded.startTime = file.startTime;
    loaded.duration = file.duration;
    if (!file.startTime)
        return;
    const TimesSeen seen = markLate({*file.startTime, file.duration}, submissions);
    if (!seen.believed)
        loaded.startTime.reset();
    for (const std::string* message : {&seen.late, &seen.warning}) {
        if (message->empty())
            continue;
        loaded.diagnostics.push_back({Diagnostic::Level::Warning, "submissions", *message});
        loaded.standingsNotes.push_back(*message);
    }
}

/// Jury submissions of the problems whose time limit has to be computed.
std::vector<model::Submission> submissionsForTimeLimits(const std::vector<model::Problem>& problems,
                                                        const std::vector<model::Language>& languages)
{
    std::vector<model::Submission> all;
    for (const model::Problem& problem : problems) {
        if (problem.limits.cpuTime.count() > 0)
            continue;
        std::vector<model::UnmatchedFile> unmatched;
        for (model::Submission& submission : intake::jurySubmissions(problem, languages, unmatched)) {
            submission.id = -1 - static_cast<int>(all.size());
            all.push_back(std::move(submission));
        }
    }
    return all;
}

std::function<bool()> pypyQuestion(sandbox::Sandbox& sandbox, const std::vector<model::Language>& languages)
{
    return [&sandbox, &languages] {
        std::vector<model::Language> pypy;
        std::copy_if(languages.begin(), languages.end(), std::back_inserter(pypy),
                     [](const model::Language& language) { return language.id == model::kPyPyLanguage; });
        const std::vector<model::Toolchain> found = exec::probeToolchains(sandbox, pypy, {});
        return !found.empty() && found.front().available;
    };
}

/// Decides the interpreter of Python sources, before anything else looks at their language.
void settlePython(const PythonSettings& settings, Opened& opened)
{
    OpenContest& contest = *opened.contest;
    const bool verifying = contest.purpose == Purpose::Verify;
    std::vector<model::Submission> all = contest.submissions;
    all.insert(all.end(), contest.jurySubmissions.begin(), contest.jurySubmissions.end());
    const PythonChoice choice = choosePython(settings, contest.problems, all, contest.languages);
    applyPython(choice, contest.problems, contest.languages, verifying, contest.submissions);
    applyPython(choice, contest.problems, contest.languages, verifying, opened.loaded.submissions);
    applyPython(choice, contest.problems, contest.languages, true, contest.jurySubmissions);
    if (choice.isSlowerThanMeant && settings.isPyPyInstalled)
        opened.loaded.diagnostics.push_back(slowPythonWarning(settings));
    if (choice.matters)
        contest.python = store::PythonRecorded{choice.interpreter, choice.askedFor};
}

std::map<std::string, std::string> namesOf(const std::vector<model::Language>& languages)
{
    std::map<std::string, std::string> names;
    for (const model::Language& language : languages)
        names.emplace(language.id, language.name);
    return names;
}

void append(Diagnostics& all, const Diagnostics& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

/// A contest of which nothing has been read.
Opened begin(const ContestPlace& options, const sandbox::Sandbox* sandbox)
{
    Opened opened;
    opened.contest = std::make_unique<OpenContest>();
    OpenContest& contest = *opened.contest;
    contest.purpose = options.readOnly ? Purpose::Look : Purpose::Judge;
    contest.given = contest.options = options;
    contest.slots = slotsFrom(options.slots);
    contest.engine = describe(sandbox, contest.slots);
    contest.engine.stopAtFirstFailure = options.stopAtFirstFailure;
    contest.sandboxFingerprint = contest.engine.sandboxFingerprint;
    return opened;
}

/// The input of opening: a folder, and its stored results.
struct Parts
{
    FolderContents folder;
    store::StoredContest stored;
    store::Store* store = nullptr; ///< null: there is none
    sandbox::Sandbox* sandbox = nullptr;
    const OpenContest* before = nullptr; ///< of a contest that is opened again
};

void tellOf(const FolderContents& folder, const std::vector<model::Submission>& submissions,
            ContestLoaded& loaded)
{
    const package::ReadContest& read = folder.packages->read;
    const package::ContestFile& file = read.file;
    loaded.languageNames = namesOf(folder.packages->languages);
    loaded.name = file.name.empty() ? loaded.folder.lexically_normal().filename().native() : file.name;
    if (loaded.name.empty())
        loaded.name = loaded.folder.lexically_normal().parent_path().filename().native();
    loaded.mode = folder.packages->mode.value_or(file.mode.value_or(model::RankingMode::Icpc));
    loaded.penaltyTime = file.penaltyTime;
    loaded.problems = read.problems;
    loaded.contestants = folder.found.contestants;
    loaded.submissions = submissions;
    loaded.unmatched = folder.place.leftOut;
    loaded.unmatched.insert(loaded.unmatched.end(), folder.found.unmatched.begin(),
                            folder.found.unmatched.end());
    for (const intake::Layout& layout : folder.found.layouts)
        loaded.layouts.push_back(layout.pattern + " (" + layout.description + ")");
    loaded.submissionsFolder = folder.place.shown;
}

/// A text that changes where a hand-in is changed.
std::string contentsOf(const model::Submission& submission)
{
    return submission.contentHash + '\0' + submission.language + '\0' + submission.entryPoint + '\0' +
           submission.unusableBecause;
}

/// `opened`: begun.
Result<Opened> assemble(Parts&& parts, Opened opened)
{
    ContestLoaded& loaded = opened.loaded;
    OpenContest& contest = *opened.contest;
    intake::Found& found = parts.folder.found;
    const SubmissionsPlace& place = parts.folder.place;
    const ContestPackages& packages = *parts.folder.packages;
    const package::ContestFile& file = packages.read.file;
    loaded.diagnostics = packages.ofLanguages;
    contest.packages = parts.folder.packages;
    contest.languages = packages.languages;
    contest.problems = packages.read.problems;
    contest.stopAtFirstFailure = contest.options.stopAtFirstFailure || file.stopAtFirstFailure;
    contest.submissionsFolder = place.shown;
    contest.options.layout = parts.folder.layout;

    const std::size_t added = addStoredHandIns(
        {place.packed ? "" : std::filesystem::absolute(place.folder), parts.folder.stayedPacked},
        parts.stored.submissions, contest.problems, found);
    if (place.packed && added == 0)
        return *place.packed;
    if (parts.before != nullptr) {
        contest.numbers = parts.before->numbers;
        contest.ids = parts.before->ids;
    }
    contest.numbers.number(found);
    contest.submissions = found.submissions;
    contest.unusable = found.unusable;
    judgeTimes(file, contest.submissions, loaded);
    contest.jurySubmissions = submissionsForTimeLimits(contest.problems, contest.languages);

    std::error_code error;
    loaded.folder = std::filesystem::absolute(contest.options.contest, error);
    loaded.engine = contest.engine;
    tellOf(parts.folder, contest.submissions, loaded);
    append(loaded.diagnostics, packages.read.diagnostics);
    Diagnostics ofHandIns = place.diagnostics;
    append(ofHandIns, found.diagnostics);
    append(loaded.diagnostics, ofHandIns);
    append(loaded.diagnostics, lookalikes(loaded.problems, loaded.contestants));
    setAsideRefused(opened);
    showUnusable(ofHandIns, opened);
    contest.stamps = loaded.stamps = std::make_shared<FolderStamps>(std::move(parts.folder.stamps));

    PythonSettings python{contest.options.python, file.python, {}, false, {}};
    if (parts.sandbox != nullptr && !contest.options.readOnly)
        python.isPyPyInstalled = pypyQuestion(*parts.sandbox, contest.languages);
    if (parts.store != nullptr) {
        if (Result<void> taken =
                takeStored(std::move(parts.stored), *parts.store, parts.before, opened, python);
            !taken)
            return std::move(taken).error();
    }
    settlePython(python, opened);
    for (const model::Submission& submission : loaded.submissions)
        contest.handIns.emplace(submission.id, contentsOf(submission));
    return opened;
}

} // namespace

Result<Opened> openContest(const ContestPlace& options, const std::filesystem::path& resources,
                           sandbox::Sandbox* sandbox, std::stop_token stop)
{
    Result<FolderContents> folder = readContestFolder(options, resources, sandbox, stop);
    if (!folder)
        return std::move(folder).error();
    const DatabasePlace database = databaseOf(options);
    std::unique_ptr<store::Store> store;
    Result<store::StoredContest> stored = openAndLoad(database, store);
    if (!stored)
        return std::move(stored).error();
    const std::size_t judgements = stored->judgements.size();
    store::Position position = std::exchange(stored->position, {});
    Result<Opened> opened = assemble({std::move(*folder), std::move(*stored), store.get(), sandbox, nullptr},
                                     begin(options, sandbox));
    if (!opened)
        return opened;
    opened->loaded.database = database.file;
    opened->loaded.storageNote = storageNote(database, store.get(), judgements, options.readOnly);
    opened->contest->store = std::move(store);
    opened->position = std::move(position);
    return opened;
}

Result<Opened> openAgain(const OpenContest& before, FolderContents folder, sandbox::Sandbox* sandbox)
{
    store::StoredContest stored;
    if (before.store) {
        // Judgements made just now are stored, too.
        if (Result<void> written = before.store->flush(); !written)
            return std::move(written).error();
        Result<store::StoredContest> loaded = before.store->load({.textBudget = 0, .parts = false});
        if (!loaded)
            return std::move(loaded).error();
        stored = std::move(*loaded);
    }
    return assemble({std::move(folder), std::move(stored), before.store.get(), sandbox, &before},
                    begin(before.given, sandbox));
}

Result<Opened> openPackages(const VerifyOptions& options, const std::filesystem::path& resources,
                            sandbox::Sandbox& sandbox)
{
    Opened opened;
    ContestLoaded& loaded = opened.loaded;
    opened.contest = std::make_unique<OpenContest>();
    OpenContest& contest = *opened.contest;
    contest.purpose = Purpose::Verify;
    contest.slots = slotsFrom(options.slots);
    contest.engine = describe(&sandbox, contest.slots);
    Result<std::vector<model::Language>> languages =
        toolchain::readLanguages(resources / "languages", loaded.diagnostics);
    if (!languages)
        return std::move(languages).error();
    contest.languages = std::move(*languages);
    loaded.languageNames = namesOf(contest.languages);

    std::set<std::string> taken;
    for (const std::filesystem::path& folder : options.packages) {
        const std::string shown = folder.lexically_normal().native();
        package::ReadPackages read = package::readPackages(folder, shown);
        append(loaded.diagnostics, read.diagnostics);
        for (model::Problem& problem : read.problems) {
            if (const auto target = package::targetNamed(options.target))
                append(loaded.diagnostics, package::checkTarget(problem, *target, problem.file));
            // Two packages may have folders of the same name; ids tell problems apart.
            problem.id = unusedName(problem.id, taken);
            contest.problems.push_back(std::move(problem));
        }
    }
    for (const model::Problem& problem : contest.problems) {
        for (model::Submission& submission :
             intake::jurySubmissions(problem, contest.languages, loaded.unmatched)) {
            submission.id = static_cast<int>(contest.submissions.size()) + 1;
            submission.problem = problem.id;
            if (std::none_of(
                    loaded.contestants.begin(), loaded.contestants.end(),
                    [&](const model::Contestant& known) { return known.id == submission.contestant; }))
                loaded.contestants.push_back({submission.contestant, toUtf8(submission.contestant)});
            contest.submissions.push_back(std::move(submission));
        }
    }
    if (contest.problems.empty()) {
        return Error{ErrorKind::InvalidInput,
                     "None of the packages can be read." + errorsIn(loaded.diagnostics)};
    }
    if (Result<void> kept = keepChosen(options, contest); !kept)
        return std::move(kept).error();
    contest.known = options.known;
    contest.knownTimeLimits = options.knownTimeLimits;
    contest.jurySubmissions = submissionsForTimeLimits(contest.problems, contest.languages);
    loaded.engine = contest.engine;
    loaded.problems = contest.problems;
    settlePython({options.python, {}, {}, false, pypyQuestion(sandbox, contest.languages)}, opened);
    loaded.submissions = contest.submissions;
    return opened;
}

} // namespace assize::engine
