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
#include "engine/submission_times.h"
#include "engine/submissions_place.h"
#include "exec/scheduler.h"
#include "files/hash_memory.h"
#include "intake/intake.h"
#include "package/package.h"
#include "package/targets/rules.h"
#include "report/engine_info.h"
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

/// The mode of the command line; unset: it gives none.
Result<std::optional<model::RankingMode>> modeFrom(const std::string& given)
{
    const std::optional<model::RankingMode> mode = model::rankingModeNamed(given);
    if (!mode && !given.empty())
        return Error{ErrorKind::InvalidInput, "The mode " + toPrintableLine(given) +
                                                  " is not known here: use " +
                                                  std::string(model::kRankingModeNames) + "."};
    return mode;
}

/// Marks what lies outside the contest's time; see submission_times.h.
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

/// Where the problems lie. With hand-ins named, the contest may be a single package.
std::optional<std::filesystem::path> problemsOf(const ContestPlace& options)
{
    if (!options.problems && options.submissions && package::detectFormat(options.contest))
        return options.contest;
    return options.problems;
}

/// Why the submissions cannot be read, and what to do where nobody said where they lie.
Error withHint(Error error, const OpenContest& contest)
{
    std::error_code code;
    if (!contest.options.submissions && !std::filesystem::exists(contest.submissionsFolder, code)) {
        error.message += ". Submissions lie in CONTEST/submissions, for example submissions/alice/hello.cpp.";
        error.remedy = {Remedy::Code::SubmissionsFolder};
    }
    return error;
}

/// Earlier versions did not store what ran Python sources: it was CPython.
std::optional<store::PythonRecorded> pythonOf(const store::StoredContest& stored)
{
    if (stored.python)
        return stored.python;
    std::set<int> ofCPython;
    for (const model::Submission& submission : stored.submissions) {
        if (submission.language == model::kCPythonLanguage)
            ofCPython.insert(submission.id);
    }
    const bool judged = std::any_of(stored.judgements.begin(), stored.judgements.end(), [&](const auto& one) {
        return ofCPython.contains(one.judgement.submission);
    });
    return judged ? std::optional(store::PythonRecorded{model::PythonInterpreter::CPython, false})
                  : std::nullopt;
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

/// Decides what runs Python sources, before anything else looks at their language.
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

/// Opens the contest's database for looking; what it holds, nothing where there is none.
Result<store::StoredContest> openAndLoad(const DatabasePlace& place, std::unique_ptr<store::Store>& store)
{
    Result<std::unique_ptr<store::Store>> opened = openToLook(place);
    if (!opened)
        return std::move(opened).error();
    store = std::move(*opened);
    return store ? store->load() : store::StoredContest();
}

/// By which numbers the store knows these submissions; those that were never judged it does not know.
SubmissionIds numbersIn(const store::StoredContest& stored, const std::vector<model::Submission>& submissions)
{
    std::map<std::tuple<std::string, std::string, std::string>, int> known;
    for (const model::Submission& submission : stored.submissions)
        known.emplace(std::tuple(submission.contestant, submission.problem, submission.file), submission.id);
    std::vector<int> ids;
    for (const model::Submission& submission : submissions) {
        const auto found = known.find({submission.contestant, submission.problem, submission.file});
        ids.push_back(found == known.end() ? 0 : found->second);
    }
    return {submissions, ids};
}

/// Takes what the store knows of the contest's submissions into `opened`, and what ran its Python sources.
void takeStored(store::StoredContest&& stored, Opened& opened, PythonSettings& python)
{
    OpenContest& contest = *opened.contest;
    contest.ids = numbersIn(stored, contest.submissions);
    if (contest.purpose == Purpose::Look) {
        if (!stored.lastEngineJson.empty())
            opened.loaded.engine = report::engineInfoFromJson(stored.lastEngineJson);
        contest.sandboxFingerprint = opened.loaded.engine.sandboxFingerprint;
        contest.stopAtFirstFailure = contest.stopAtFirstFailure || opened.loaded.engine.stopAtFirstFailure;
    }
    for (model::Problem& problem : opened.loaded.problems) {
        for (const store::TimeLimitRecorded& limit : stored.timeLimits) {
            if (problem.timeLimitIsComputed() && limit.problem == problem.id)
                problem.limits.cpuTime = limit.limit;
        }
    }
    if (const std::optional<store::PythonRecorded> recorded = pythonOf(stored)) {
        python.stored = recorded->interpreter;
        python.storedWasAskedFor = recorded->askedFor;
    }
    contest.storedPython = stored.python;
    opened.loaded.detailsLeftOut = stored.textsLeftOut;
    std::map<int, std::string> hashes;
    for (const model::Submission& submission : stored.submissions)
        hashes.emplace(contest.ids.ofStored(submission.id), submission.contentHash);
    contest.storedTimeLimits = stored.timeLimits;
    std::vector<model::Judgement> judgements = judgementsToShow(std::move(stored), contest.ids);
    for (const model::Judgement& judgement : judgements) {
        if (judgement.state == model::SubmissionState::Done)
            contest.shown.push_back({judgement.submission, judgement.key, hashes[judgement.submission]});
    }
    std::move(judgements.begin(), judgements.end(), std::back_inserter(opened.loaded.judgements));
}

/// What is looked at, for the memory of its files.
std::string placeOf(const ContestPlace& options)
{
    std::string place;
    std::error_code error;
    for (const std::filesystem::path& path :
         {options.contest, options.problems.value_or(""), options.submissions.value_or("")})
        place += (path.empty() ? path : std::filesystem::absolute(path, error)).native() + '\0';
    return place;
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

} // namespace

std::vector<model::Judgement> judgementsToShow(store::StoredContest&& stored, const SubmissionIds& ids)
{
    std::map<int, store::StoredJudgement*> chosen;
    for (store::StoredJudgement& candidate : stored.judgements) {
        store::StoredJudgement*& best = chosen[candidate.judgement.submission];
        if (!best || !best->current)
            best = &candidate;
    }
    std::vector<model::Judgement> judgements;
    for (auto& [submission, candidate] : chosen) {
        const int id = ids.ofStored(submission);
        if (id == 0)
            continue;
        candidate->judgement.submission = id;
        judgements.push_back(std::move(candidate->judgement));
    }
    return judgements;
}

Result<Opened> openContest(const ContestPlace& options, const std::filesystem::path& resources,
                           sandbox::Sandbox* sandbox, std::stop_token stop)
{
    Opened opened;
    ContestLoaded& loaded = opened.loaded;
    opened.contest = std::make_unique<OpenContest>();
    OpenContest& contest = *opened.contest;
    contest.purpose = options.readOnly ? Purpose::Look : Purpose::Judge;
    contest.options = options;
    contest.slots = slotsFrom(options.slots);
    contest.engine = describe(sandbox, contest.slots);
    contest.engine.stopAtFirstFailure = options.stopAtFirstFailure;
    contest.sandboxFingerprint = contest.engine.sandboxFingerprint;

    const SystemClock clock;
    const std::filesystem::path cache = userCacheFolder();
    files::HashMemory memory(
        cache.empty() ? cache : cache / "hashes", placeOf(options),
        options.readOnly ? files::HashMemory::Use::Ask : files::HashMemory::Use::OnlyTell, clock);
    const Result<std::optional<model::RankingMode>> mode = modeFrom(options.mode);
    if (!mode)
        return mode.error();
    Result<package::ReadContest> read =
        package::readContest(options.contest, problemsOf(options), *mode, &memory);
    if (!read)
        return std::move(read).error();
    const package::ContestFile& file = read->file;
    Result<std::vector<model::Language>> languages =
        toolchain::readLanguages(resources / "languages", loaded.diagnostics);
    if (!languages)
        return std::move(languages).error();
    contest.languages = std::move(*languages);
    loaded.languageNames = namesOf(contest.languages);
    contest.problems = std::move(read->problems);
    contest.stopAtFirstFailure = options.stopAtFirstFailure || file.stopAtFirstFailure;

    HandInArchives archives(sandbox, files::handInCacheFolder(), stop);
    Result<SubmissionsPlace> place = findSubmissionsPlace(options, contest.problems, archives);
    if (!place)
        return std::move(place).error();
    contest.submissionsFolder = place->shown;
    if (contest.options.layout.empty())
        contest.options.layout = file.submissionPattern;
    Result<intake::Found> found = intake::Found();
    if (!place->packed)
        found =
            intake::findSubmissions(place->folder, contest.problems, contest.languages,
                                    {contest.options.layout, read->otherFolders, lookOf, &archives, &memory});
    if (!found)
        return withHint(std::move(found).error(), contest);
    memory.save();
    if (archives.wasStopped())
        return Error{ErrorKind::Cancelled, "Stopped before the contest was read."};
    const DatabasePlace databasePlace = databaseOf(options);
    Result<store::StoredContest> stored = openAndLoad(databasePlace, contest.store);
    if (!stored)
        return std::move(stored).error();
    const std::size_t added = addStoredHandIns(
        {place->packed ? "" : std::filesystem::absolute(place->folder), archives.stayedPacked()},
        stored->submissions, contest.problems, *found);
    if (place->packed && added == 0)
        return *place->packed;
    contest.submissions = std::move(found->submissions);
    contest.unusable = std::move(found->unusable);
    judgeTimes(file, contest.submissions, loaded);
    contest.jurySubmissions = submissionsForTimeLimits(contest.problems, contest.languages);

    std::error_code error;
    loaded.folder = std::filesystem::absolute(options.contest, error);
    loaded.name = file.name.empty() ? loaded.folder.lexically_normal().filename().native() : file.name;
    if (loaded.name.empty())
        loaded.name = loaded.folder.lexically_normal().parent_path().filename().native();
    loaded.database = databasePlace.file;
    loaded.engine = contest.engine;
    loaded.mode = mode->value_or(file.mode.value_or(model::RankingMode::Icpc));
    loaded.penaltyTime = file.penaltyTime;
    loaded.problems = contest.problems;
    loaded.contestants = std::move(found->contestants);
    loaded.submissions = contest.submissions;
    loaded.unmatched = std::move(place->leftOut);
    loaded.unmatched.insert(loaded.unmatched.end(), found->unmatched.begin(), found->unmatched.end());
    for (const intake::Layout& layout : found->layouts)
        loaded.layouts.push_back(layout.pattern + " (" + layout.description + ")");
    append(loaded.diagnostics, read->diagnostics);
    Diagnostics ofHandIns = std::move(place->diagnostics);
    append(ofHandIns, found->diagnostics);
    append(loaded.diagnostics, ofHandIns);
    append(loaded.diagnostics, lookalikes(loaded.problems, loaded.contestants));
    setAsideRefused(opened);
    showUnusable(ofHandIns, opened);

    loaded.storageNote =
        storageNote(databasePlace, contest.store.get(), stored->judgements.size(), options.readOnly);
    PythonSettings python{options.python, file.python, {}, false, {}};
    if (sandbox != nullptr && !options.readOnly)
        python.isPyPyInstalled = pypyQuestion(*sandbox, contest.languages);
    opened.position = std::exchange(stored->position, {});
    if (contest.store)
        takeStored(std::move(*stored), opened, python);
    settlePython(python, opened);
    return opened;
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
