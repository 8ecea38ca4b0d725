// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/open_contest.h"

#include "base/utf8.h"
#include "base/version.h"
#include "engine/chosen_part.h"
#include "intake/intake.h"
#include "package/package.h"
#include "report/engine_info.h"
#include "toolchain/toolchain.h"

#include <map>

namespace assize::engine {
namespace {

EngineInfo describe(const sandbox::Sandbox* sandbox, int slots)
{
    EngineInfo info;
    info.version = kVersion;
    info.slots = slots;
    if (sandbox) {
        const sandbox::SandboxInfo isolation = sandbox->info();
        info.sandbox = isolation.name;
        info.isolation = isolation.isolation;
        info.warnings = isolation.warnings;
        info.sandboxFingerprint = isolation.fingerprint;
    }
    return info;
}

int slotsFrom(int wanted)
{
    return wanted > 0 ? std::min(wanted, 1024) : Engine::defaultSlots();
}

Result<std::string> modeFrom(const std::string& given, const std::string& ofFile)
{
    if (given.empty())
        return ofFile.empty() ? std::string("icpc") : ofFile;
    if (given == "icpc" || given == "sum")
        return given;
    return Error{ErrorKind::InvalidInput,
                 "The mode " + toPrintable(given) + " is not known here: use icpc or sum."};
}

/// Files tell when they were handed in only while nobody copied them without their times (a checkout, an
/// unzip): when one of them lies outside the contest, none of them is believed.
void leaveOutUnlikelyTimes(ContestLoaded& loaded, const std::optional<std::chrono::seconds>& duration)
{
    if (!loaded.startTime)
        return;
    const auto outside = [&](const model::Submission& submission) {
        return submission.submittedAt < *loaded.startTime ||
               (duration && submission.submittedAt > *loaded.startTime + *duration);
    };
    const auto found = std::find_if(loaded.submissions.begin(), loaded.submissions.end(), outside);
    if (found == loaded.submissions.end())
        return;
    loaded.startTime.reset();
    loaded.diagnostics.push_back({Diagnostic::Level::Info, found->file,
                                  "was last changed outside the time of the contest (contest.yaml), so the "
                                  "files' times are not those of the "
                                  "submissions: the standings have no penalty times. Copy submissions with "
                                  "their times (cp -p, rsync -t)."});
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
std::optional<std::filesystem::path> problemsOf(const JudgeOptions& options)
{
    if (!options.problems && options.submissions && package::detectFormat(options.contest))
        return options.contest;
    return options.problems;
}

/// Why the submissions cannot be read, and what to do where nobody said where they lie.
Error withHint(Error error, const OpenContest& contest)
{
    std::error_code code;
    if (!contest.options.submissions && !std::filesystem::exists(contest.submissionsFolder, code))
        error.message += ". Submissions lie in CONTEST/submissions, for example "
                         "submissions/alice/hello.cpp; name another folder with --submissions PATH.";
    return error;
}

/// Where results are read and where new ones go. Who cannot write into the contest's folder still sees what
/// others judged there.
struct DatabasePlace
{
    std::filesystem::path file;       ///< what is opened
    std::filesystem::path newResults; ///< where judging would write
    std::filesystem::path earlier;    ///< results that lie where nothing can be written; empty: none
};

DatabasePlace databaseOf(const JudgeOptions& options)
{
    std::error_code error;
    if (options.database) {
        const std::filesystem::path given = std::filesystem::absolute(*options.database, error);
        return {given, given, {}};
    }
    const std::filesystem::path own = store::defaultDatabase(options.contest);
    const std::filesystem::path beside = store::databaseBeside(options.contest);
    if (beside == own || !std::filesystem::exists(beside, error))
        return {own, own, {}};
    if (options.readOnly && !std::filesystem::exists(own, error))
        return {beside, own, {}};
    return {own, own, beside};
}

/// What people have to know of where results lie; English sentences, empty: nothing.
std::string storageNote(const DatabasePlace& place, const store::Store* store, bool readOnly)
{
    const std::string own = toPrintable(place.newResults.native());
    if (place.file != place.newResults)
        return "Results are read from " + toPrintable(place.file.native()) +
               ", where nothing can be written. New ones would go to " + own + ".";
    if (place.earlier.empty() || !store)
        return {};
    const std::string beside = toPrintable(place.earlier.native());
    const store::TakenOver& taken = store->takenOver();
    if (taken.failed)
        return "Results that lie where nothing can be written cannot be read: " + taken.failed->message;
    std::string text = "Nothing can be written to " + beside + ", so that new results go to " + own + ".";
    if (taken.judgements > 0)
        text += " " + std::to_string(taken.judgements) + (taken.judgements == 1 ? " result" : " results") +
                (readOnly ? " of the former are shown, too." : " of the former were copied there first.");
    return text;
}

/// The database of this contest; for a read-only look at one that was never judged, none.
Result<std::unique_ptr<store::Store>> openStore(const JudgeOptions& options, const DatabasePlace& place)
{
    std::error_code error;
    if (options.readOnly && !std::filesystem::exists(place.file, error))
        return std::unique_ptr<store::Store>();
    if (!options.database)
        std::filesystem::create_directories(place.file.parent_path(), error);
    return store::Store::open(place.file, {options.readOnly, place.earlier});
}

/// Of each submission the judgement to show: the current one, else what an interrupted call made.
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

/// Reads what the store knows of the contest's submissions into `opened`.
Result<void> loadStored(Opened& opened)
{
    OpenContest& contest = *opened.contest;
    Result<store::StoredContest> stored = contest.store->load();
    if (!stored)
        return std::move(stored).error();
    if (contest.options.readOnly) {
        std::map<std::tuple<std::string, std::string, std::string>, int> known;
        for (const model::Submission& submission : stored->submissions)
            known.emplace(std::tuple(submission.contestant, submission.problem, submission.file),
                          submission.id);
        std::vector<int> ids;
        for (const model::Submission& submission : contest.submissions) {
            const auto found = known.find({submission.contestant, submission.problem, submission.file});
            ids.push_back(found == known.end() ? 0 : found->second);
        }
        contest.ids = SubmissionIds(contest.submissions, ids);
        if (!stored->lastEngineJson.empty())
            opened.loaded.engine = engineInfoFrom(stored->lastEngineJson);
        contest.sandboxFingerprint = opened.loaded.engine.sandboxFingerprint;
        contest.stopAtFirstFailure = contest.stopAtFirstFailure || opened.loaded.engine.stopAtFirstFailure;
    } else {
        Result<std::vector<int>> ids = contest.store->assignIds(contest.submissions);
        if (!ids)
            return std::move(ids).error();
        contest.ids = SubmissionIds(contest.submissions, *ids);
    }
    for (model::Problem& problem : opened.loaded.problems) {
        for (const store::TimeLimitRecorded& limit : stored->timeLimits) {
            if (problem.timeLimitIsComputed() && limit.problem == problem.id)
                problem.limits.cpuTime = limit.limit;
        }
    }
    opened.loaded.detailsLeftOut = stored->textsLeftOut;
    std::map<int, std::string> hashes;
    for (const model::Submission& submission : stored->submissions)
        hashes.emplace(contest.ids.ofStored(submission.id), submission.contentHash);
    contest.storedTimeLimits = stored->timeLimits;
    opened.loaded.judgements = judgementsToShow(std::move(*stored), contest.ids);
    for (const model::Judgement& judgement : opened.loaded.judgements) {
        if (judgement.state == model::SubmissionState::Done)
            contest.shown.push_back({judgement.submission, judgement.key, hashes[judgement.submission]});
    }
    return {};
}

void append(Diagnostics& all, const Diagnostics& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

} // namespace

SubmissionIds::SubmissionIds(const std::vector<model::Submission>& submissions,
                             const std::vector<int>& stored)
{
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        if (stored[i] == 0)
            continue;
        m_stored.emplace(submissions[i].id, stored[i]);
        m_ofStored.emplace(stored[i], submissions[i].id);
    }
}

int SubmissionIds::storedOf(int id) const
{
    const auto found = m_stored.find(id);
    return found == m_stored.end() ? 0 : found->second;
}

int SubmissionIds::ofStored(int stored) const
{
    const auto found = m_ofStored.find(stored);
    return found == m_ofStored.end() ? 0 : found->second;
}

Result<Opened> openContest(const JudgeOptions& options, const std::filesystem::path& resources,
                           const sandbox::Sandbox* sandbox)
{
    Opened opened;
    ContestLoaded& loaded = opened.loaded;
    opened.contest = std::make_unique<OpenContest>();
    OpenContest& contest = *opened.contest;
    contest.options = options;
    contest.slots = slotsFrom(options.slots);
    contest.engine = describe(sandbox, contest.slots);
    contest.engine.stopAtFirstFailure = options.stopAtFirstFailure;
    contest.sandboxFingerprint = contest.engine.sandboxFingerprint;

    Result<package::ReadContest> read = package::readContest(options.contest, problemsOf(options));
    if (!read)
        return std::move(read).error();
    const package::ContestFile& file = read->file;
    Result<std::string> mode = modeFrom(options.mode, file.mode);
    if (!mode)
        return std::move(mode).error();
    Result<std::vector<model::Language>> languages =
        toolchain::readLanguages(resources / "languages", loaded.diagnostics);
    if (!languages)
        return std::move(languages).error();
    contest.languages = std::move(*languages);
    contest.problems = std::move(read->problems);
    contest.refusedPackages = read->refusedPackages;
    contest.stopAtFirstFailure = options.stopAtFirstFailure || file.stopAtFirstFailure;
    contest.submissionsFolder = options.submissions.value_or(options.contest / "submissions");

    Result<intake::Found> found =
        intake::findSubmissions(contest.submissionsFolder, contest.problems, contest.languages,
                                {file.submissionPattern, read->refusedProblems});
    if (!found)
        return withHint(std::move(found).error(), contest);
    contest.submissions = std::move(found->submissions);
    contest.jurySubmissions = submissionsForTimeLimits(contest.problems, contest.languages);

    std::error_code error;
    loaded.folder = std::filesystem::absolute(options.contest, error);
    loaded.name = file.name.empty() ? loaded.folder.lexically_normal().filename().native() : file.name;
    if (loaded.name.empty())
        loaded.name = loaded.folder.lexically_normal().parent_path().filename().native();
    const DatabasePlace place = databaseOf(options);
    loaded.database = place.file;
    loaded.engine = contest.engine;
    loaded.mode = *mode;
    loaded.startTime = file.startTime;
    loaded.penaltyTime = file.penaltyTime;
    loaded.problems = contest.problems;
    loaded.contestants = std::move(found->contestants);
    loaded.submissions = contest.submissions;
    loaded.unmatched = std::move(found->unmatched);
    for (const intake::Layout& layout : found->layouts)
        loaded.layouts.push_back(layout.pattern + " (" + layout.description + ")");
    append(loaded.diagnostics, read->diagnostics);
    append(loaded.diagnostics, found->diagnostics);
    leaveOutUnlikelyTimes(loaded, file.duration);

    Result<std::unique_ptr<store::Store>> store = openStore(options, place);
    if (!store)
        return std::move(store).error();
    contest.store = std::move(*store);
    loaded.storageNote = storageNote(place, contest.store.get(), options.readOnly);
    if (contest.store) {
        if (Result<void> stored = loadStored(opened); !stored)
            return std::move(stored).error();
    }
    return opened;
}

Result<Opened> openPackages(const VerifyOptions& options, const std::filesystem::path& resources,
                            const sandbox::Sandbox& sandbox)
{
    Opened opened;
    ContestLoaded& loaded = opened.loaded;
    opened.contest = std::make_unique<OpenContest>();
    OpenContest& contest = *opened.contest;
    contest.slots = slotsFrom(options.slots);
    contest.engine = describe(&sandbox, contest.slots);
    Result<std::vector<model::Language>> languages =
        toolchain::readLanguages(resources / "languages", loaded.diagnostics);
    if (!languages)
        return std::move(languages).error();
    contest.languages = std::move(*languages);

    std::map<std::string, int> seen;
    for (const std::filesystem::path& folder : options.packages) {
        const std::string shown = folder.lexically_normal().native();
        package::ReadPackages read = package::readPackages(folder, shown);
        append(loaded.diagnostics, read.diagnostics);
        contest.refusedPackages += read.refused;
        for (model::Problem& problem : read.problems) {
            // Two packages may have folders of the same name; ids tell problems apart.
            if (const int count = ++seen[problem.id]; count > 1)
                problem.id += "-" + std::to_string(count);
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
        std::string reasons;
        for (const Diagnostic& diagnostic : loaded.diagnostics) {
            if (diagnostic.level == Diagnostic::Level::Error)
                reasons += " " + toPrintable(diagnostic.where) + ": " + toPrintable(diagnostic.message);
        }
        return Error{ErrorKind::InvalidInput, "None of the packages can be read." + reasons};
    }
    if (Result<void> kept = keepChosen(options, contest); !kept)
        return std::move(kept).error();
    contest.known = options.known;
    contest.knownTimeLimits = options.knownTimeLimits;
    contest.jurySubmissions = submissionsForTimeLimits(contest.problems, contest.languages);
    loaded.engine = contest.engine;
    loaded.mode = "icpc";
    loaded.problems = contest.problems;
    loaded.submissions = contest.submissions;
    return opened;
}

std::string sessionJson(const EngineInfo& info)
{
    return report::engineInfoJson({info.version, info.sandbox, info.isolation, info.warnings, info.slots,
                                   info.sandboxFingerprint, info.stopAtFirstFailure});
}

EngineInfo engineInfoFrom(const std::string& json)
{
    report::EngineInfo info = report::engineInfoFromJson(json);
    return {std::move(info.version),
            std::move(info.sandbox),
            std::move(info.isolation),
            std::move(info.warnings),
            info.slots,
            std::move(info.sandboxFingerprint),
            info.stopAtFirstFailure};
}

} // namespace assize::engine
