// SPDX-License-Identifier: GPL-3.0-or-later
// Scoring problems and judgements from short descriptions, for tests of core/score.
//
// Groups: "ID word word ...", separated by ";". The root is ".". Words: first worst always (verdict),
// passfail sum avg min max custom (score), any, ignore, break, unbounded, max=N, range=A..B, require=ID,
// accept=N or N/PARTS, reject=N (of the tests right in the group), static=N. Tests: "ID=VERDICT", separated
// by spaces; "-" skipped, "." waiting; with
// ":N" for a score and ":*N" for a multiplier that the validator gave.
#pragma once

#include "score/score.h"

#include <QByteArray>
#include <QList>

#include <map>
#include <string>

namespace assize::score::test {

inline Decimal number(const QByteArray& text)
{
    return Decimal::parse(text.toStdString()).value_or(Decimal(-999999));
}

struct Described
{
    model::Problem problem;
    model::Judgement judgement;
};

/// accept= and reject= of a group.
struct Worth
{
    model::ScoreShare accept;
    Decimal reject = 0;
};

inline void applyWord(const QByteArray& word, model::TestGroup& group, Worth& worth)
{
    using Grading = model::Grading;
    static const std::map<QByteArray, Grading::VerdictRule> verdicts = {
        {"first", Grading::VerdictRule::FirstFailure},
        {"worst", Grading::VerdictRule::WorstError},
        {"always", Grading::VerdictRule::AlwaysAccept}};
    static const std::map<QByteArray, Grading::ScoreRule> scores = {
        {"passfail", Grading::ScoreRule::PassFail}, {"sum", Grading::ScoreRule::Sum},
        {"avg", Grading::ScoreRule::Average},       {"min", Grading::ScoreRule::Minimum},
        {"max", Grading::ScoreRule::Maximum},       {"custom", Grading::ScoreRule::Custom}};
    const qsizetype equals = word.indexOf('=');
    const QByteArray key = equals < 0 ? word : word.left(equals);
    const QByteArray value = equals < 0 ? QByteArray() : word.mid(equals + 1);
    Grading& grading = group.grading;
    if (equals < 0 && verdicts.contains(word))
        grading.verdict = verdicts.at(word);
    else if (equals < 0 && scores.contains(word))
        grading.score = scores.at(word);
    else if (key == "any")
        grading.acceptIfAnyAccepted = true;
    else if (key == "ignore")
        grading.ignoreSample = true;
    else if (key == "break")
        grading.breakOnReject = true;
    else if (key == "unbounded")
        group.unbounded = true;
    else if (key == "max")
        group.maxScore = number(value);
    else if (key == "require")
        grading.requiredGroups.push_back(value.toStdString());
    else if (key == "reject")
        worth.reject = number(value);
    else if (key == "range")
        grading.range = {number(value.left(value.indexOf(".."))), number(value.mid(value.indexOf("..") + 2))};
    else if (key == "accept")
        worth.accept = {number(value.left(value.indexOf('/') < 0 ? value.size() : value.indexOf('/'))),
                        value.indexOf('/') < 0 ? 1 : value.mid(value.indexOf('/') + 1).toInt()};
    else if (key == "static") {
        group.staticValidatorFlags.emplace();
        group.staticScore = number(value);
    } else
        qFatal("no such word: %s", word.constData());
}

inline model::Run runOf(const std::string& id, const QByteArray& description)
{
    model::Run run;
    run.testCase = id;
    const QList<QByteArray> parts = description.split(':');
    if (parts[0] == "-")
        run.state = model::TaskState::Skipped;
    if (parts[0] == "-" || parts[0] == ".")
        return run;
    run.state = model::TaskState::Done;
    run.verdict = model::verdictFromCode(parts[0].toStdString());
    run.message = "message";
    if (parts.size() > 1) {
        const bool multiplier = parts[1].startsWith('*');
        run.given = model::GivenScore{number(parts[1].mid(multiplier ? 1 : 0)), multiplier};
    }
    return run;
}

/// The root's max= and unbounded are the problem's, too.
inline Described describe(const QByteArray& groups, const QByteArray& tests)
{
    Described result;
    model::Problem& problem = result.problem;
    problem.type = {"scoring"};
    problem.validation.scores = model::OutputValidation::Scores::Required;
    std::map<std::string, Worth> worths;
    for (const QByteArray& line : groups.split(';')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        model::TestGroup group;
        if (words[0] != ".") {
            group.id = words[0].toStdString();
            const std::size_t slash = group.id.rfind('/');
            group.parent = slash == std::string::npos ? std::string() : group.id.substr(0, slash);
        }
        for (const QByteArray& word : words.mid(1))
            applyWord(word, group, worths[group.id]);
        problem.groups.push_back(std::move(group));
    }
    problem.maxScore = problem.groups.front().maxScore;
    problem.unbounded = problem.groups.front().unbounded;
    result.judgement.compile = model::CompileOutcome{true, {}, {}, {}};
    for (const QByteArray& word : tests.simplified().split(' ')) {
        const qsizetype equals = word.indexOf('=');
        if (equals < 0)
            continue;
        model::TestCase test;
        test.id = word.left(equals).toStdString();
        const std::size_t slash = test.id.rfind('/');
        test.group = slash == std::string::npos ? std::string() : test.id.substr(0, slash);
        test.sample = test.id.starts_with("sample");
        test.acceptScore = worths[test.group].accept;
        test.rejectScore = worths[test.group].reject;
        result.judgement.runs.push_back(runOf(test.id, word.mid(equals + 1)));
        problem.testCases.push_back(std::move(test));
    }
    return result;
}

inline QByteArray code(const std::optional<model::Verdict>& verdict)
{
    return verdict ? QByteArray::fromStdString(std::string(model::codeOf(*verdict))) : QByteArray(".");
}

inline QByteArray text(Decimal score)
{
    return QByteArray::fromStdString(score.toString());
}

/// "PA 60", "." while it is not decided.
inline QByteArray resultOf(const model::Judgement& judgement)
{
    return judgement.verdict ? code(judgement.verdict) + ' ' + text(judgement.score) : QByteArray(".");
}

/// "AC:40 .:0" in the order of the groups.
inline QByteArray groupsOf(const model::Judgement& judgement)
{
    QByteArrayList parts;
    for (const model::GroupResult& group : judgement.groups)
        parts << code(group.verdict) + ':' + text(group.score);
    return parts.join(' ');
}

/// "AC:1 WA:0 - ." in the order of the tests.
inline QByteArray runsOf(const model::Judgement& judgement)
{
    QByteArrayList parts;
    for (const model::Run& run : judgement.runs)
        parts << (run.verdict                              ? code(run.verdict) + ':' + text(run.score)
                  : run.state == model::TaskState::Skipped ? QByteArray("-")
                                                           : QByteArray("."));
    return parts.join(' ');
}

} // namespace assize::score::test
