// SPDX-License-Identifier: GPL-3.0-or-later
// The facade: everything that a front end can ask of Assize.
//
// Made by app's composition (which passes in the sandbox) and owned by the front end. Calls return at once;
// facts arrive as events, with any number of subscribers. Owns the I/O thread, the scheduler thread, the
// slots' QThreadPool and the store.
#pragma once

#include "base/result.h"
#include "engine/subscription.h"
#include "model/python.h"
#include "model/queue_change.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace assize::engine {

/// The contest to open, and how everything in it is judged: the options of the command line, the same for the
/// window.
struct ContestPlace
{
    std::filesystem::path contest;
    std::optional<std::filesystem::path> problems;
    std::optional<std::filesystem::path> submissions;
    std::optional<std::filesystem::path> database;
    std::string layout{}; ///< pattern of the submissions; overrides contest.yaml; empty: not given
    int slots = 0;        ///< 0: all processors up to 2, otherwise all but one
    std::string mode;     ///< overrides contest.yaml; empty: not given
    bool stopAtFirstFailure = false;
    bool readOnly = false; ///< nothing will be judged (assize standings): no lock, no sandbox
    /// The interpreter of .py, from now on; unset: see python_choice.h.
    std::optional<model::PythonInterpreter> python{};
};

/// The submissions to judge now.
struct JudgeRequest
{
    std::string only{};                            ///< see engine/chosen_submissions.h; empty: all
    std::optional<std::vector<int>> submissions{}; ///< of those, by Submission::id; unset: all
    bool rejudge = false;                          ///< also submissions whose result holds
};

/// The input of `assize verify`: packages, each in its own folder.
struct VerifyOptions
{
    std::vector<std::filesystem::path> packages;
    int slots = 0;
    std::string only{};                           ///< SUBMISSION[:TEST]; see engine/chosen_part.h. Empty: all
    std::optional<std::filesystem::path> input{}; ///< run submissions on this file instead of the tests
    std::optional<model::PythonInterpreter> python{}; ///< the interpreter of .py; unset: the one that the
                                                      ///< packages mean
    std::string target{}; ///< "kattis", "domjudge", "polygon": also check whether that system takes the
                          ///< packages
    /// Judgements of an earlier call: a judgement with the same key (Judgement::key) is not made again.
    std::vector<model::Judgement> known{};
    /// And the time limits that it computed.
    std::vector<model::TimeLimitComputed> knownTimeLimits{};
};

class Engine
{
public:
    /// `sandbox` outlives the engine; nullptr where nothing will be judged. `resources` holds languages/.
    Engine(sandbox::Sandbox* sandbox, std::filesystem::path resources);
    /// Refuses new work, stops, joins the slots, drains and closes the store.
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Reads the contest and its stored results, emits ContestLoaded, or ContestRefused. Returns at once.
    /// Once for each Engine. Holds no lock: another process may judge the contest meanwhile, and its results
    /// are told within about a second (Followed).
    void open(ContestPlace place);
    /// Judges the submissions without a current result in the contest that is open (waits for a load under
    /// way), or those that the request names. Emits JudgingStarted ... JudgingEnded; only JudgingEnded when
    /// there is nothing to judge, or when another process judges this contest (Busy: the message names it),
    /// and nothing when the contest was refused. The database is locked until JudgingEnded. While
    /// contestants' submissions are judged, another request is served beside: SubmissionsAdded names the
    /// submissions that it adds, and a single JudgingEnded follows for all.
    void judge(JudgeRequest request = {});
    /// Reads the contest's folder again: emits FolderRead. With a request, that is then served as by judge();
    /// where the folder cannot be read nothing is judged, and JudgingEnded follows all the same, unless other
    /// submissions are being judged. While they are, hand-ins are taken over at once: a changed hand-in is
    /// judged anew if it waits or is under way, a removed hand-in is cancelled. Changed problems and settings
    /// are taken over when judging has ended. Only for a contest that was opened to be judged.
    void reread(std::optional<JudgeRequest> request = {});
    /// For submissions, by id, that wait or are under way: puts them first, pauses, resumes or cancels them
    /// (JudgementCancelled). Other submissions are passed over.
    void change(model::QueueChange change, std::vector<int> submissions);
    /// Runs the packages' jury submissions, without a store: emits ContestLoaded, JudgingStarted ...
    /// JudgingEnded, or ContestRefused. Instead of open() and judge(); see makeVerifySnapshot.
    void verify(VerifyOptions options);
    /// Stops judging soon, and drops the requests of judge(); judgements that were made are kept.
    /// JudgingEnded follows.
    void stop();
    /// Emits DetailsLoaded for a submission whose runs came without their excerpts
    /// (ContestLoaded::detailsLeftOut).
    void loadDetails(int submission);
    /// Blocks until nothing is under way any more. For command lines and tests.
    void waitForIdle();

    /// A further reader of the events, from now on or from the beginning of the contest. Any thread, at any
    /// time.
    Subscription subscribe(Subscription::WakeUp wakeUp = {});

    /// All processors that this process may use if they are at most 2, otherwise all but one.
    static int defaultSlots();

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace assize::engine
