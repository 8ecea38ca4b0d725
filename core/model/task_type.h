// SPDX-License-Identifier: GPL-3.0-or-later
// Types of tasks: what is handed in for a problem, and how it meets a test. Plain data: a reader of
// core/package says which type a problem has (Problem::taskType), then it is only read, on any thread. Who
// has a question about a type asks the functions below; what a run of each type is made of stands in
// exec/tasktypes.
#pragma once

#include "model/jury.h"

#include <optional>
#include <variant>

namespace assize::model {

/// A program reads the input of a test; what it writes is judged when it has ended.
struct Batch
{
};

/// A program and one of the jury's talk to each other while both run.
struct Interactive
{
    /// Talks to the program and writes the output that the output validators then judge (Polygon). Unset: the
    /// first output validator talks and decides itself (Kattis).
    std::optional<JuryProgram> interactor{};
};

/// A program runs on a test as often as an output validator asks for another pass, whose input is the file
/// nextpass.in of that validator's feedback folder.
struct MultiPass
{
    int passes = 2;                          ///< most runs of the program per test; 2 or more
    std::variant<Batch, Interactive> pass{}; ///< how the program meets the input of each
};

/// What is handed in are the outputs themselves, one file for each test; no program runs.
struct OutputOnly
{
};

using TaskType = std::variant<Batch, Interactive, MultiPass, OutputOnly>;

/// How a program of the jury talks to the contestant's, in the only run or in each pass; null: none does.
inline const Interactive* talkOf(const TaskType& type)
{
    const auto* passes = std::get_if<MultiPass>(&type);
    return passes != nullptr ? std::get_if<Interactive>(&passes->pass) : std::get_if<Interactive>(&type);
}

inline bool isInteractive(const TaskType& type)
{
    return talkOf(type) != nullptr;
}

/// Null: there is none, or an output validator talks itself.
inline const JuryProgram* interactorOf(const TaskType& type)
{
    const Interactive* talk = talkOf(type);
    return talk != nullptr && talk->interactor ? &*talk->interactor : nullptr;
}

/// Most runs of a program per test.
inline int passesOf(const TaskType& type)
{
    const auto* passes = std::get_if<MultiPass>(&type);
    return passes != nullptr ? passes->passes : 1;
}

inline bool isMultiPass(const TaskType& type)
{
    return std::holds_alternative<MultiPass>(type);
}

inline bool isBatch(const TaskType& type)
{
    return std::holds_alternative<Batch>(type);
}

inline bool isOutputOnly(const TaskType& type)
{
    return std::holds_alternative<OutputOnly>(type);
}

/// Whether a test has one output that is there as a whole before it is judged, so that the jury's answer may
/// say what is right.
inline bool hasWholeOutput(const TaskType& type)
{
    return isBatch(type) || isOutputOnly(type);
}

} // namespace assize::model
