// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/verdict.h"

#include <array>
#include <csignal>
#include <cstring>

namespace assize::model {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array<VerdictMeaning, 11> kMeanings = {{
    {Verdict::AC, "AC"sv, "Accepted"sv, "The output is correct on every test."sv, "✓"sv, 'A', false},
    {Verdict::PA, "PA"sv, "Partially accepted"sv, "The output earns a part of the points."sv, "◐"sv, 'P',
     false},
    {Verdict::WA, "WA"sv, "Wrong answer"sv, "The program ended normally, but its output is not correct."sv,
     "✗"sv, 'W', true},
    {Verdict::PE, "PE"sv, "Presentation error"sv,
     "The checker could not read the output as the statement asks."sv, "¶"sv, 'F', true},
    {Verdict::TLE, "TLE"sv, "Time limit exceeded"sv,
     "The program used more CPU time than the limit, or waited past the wall limit."sv, "⧖"sv, 'T', true},
    {Verdict::MLE, "MLE"sv, "Memory limit exceeded"sv, "The program used more memory than the limit."sv,
     "▣"sv, 'M', true},
    {Verdict::OLE, "OLE"sv, "Output limit exceeded"sv, "The program wrote more than the limit."sv, "≡"sv, 'O',
     true},
    {Verdict::RTE, "RTE"sv, "Run-time error"sv,
     "The program crashed or ended with an exit code other than 0."sv, "⚡"sv, 'R', true},
    {Verdict::SV, "SV"sv, "Security violation"sv,
     "The program did something that no solution may do, and was killed."sv, "⛔"sv, 'S', true},
    {Verdict::CE, "CE"sv, "Compile error"sv,
     "The source could not be compiled; the compiler's messages say why."sv, "C"sv, 'C', false},
    {Verdict::JE, "JE"sv, "Judge error"sv,
     "The judge itself failed. It counts against nobody; mend the cause and judge again."sv, "!"sv, '!',
     false},
}};

constexpr std::array<std::string_view, 5> kLimitNames = {""sv, "cpu"sv, "wall"sv, "memory"sv, "output"sv};

} // namespace

std::span<const VerdictMeaning> verdictMeanings()
{
    return kMeanings;
}

const VerdictMeaning& meaningOf(Verdict verdict)
{
    return kMeanings.at(static_cast<std::size_t>(verdict));
}

std::string_view codeOf(Verdict verdict)
{
    return meaningOf(verdict).code;
}

std::optional<Verdict> verdictFromCode(std::string_view code)
{
    for (const VerdictMeaning& meaning : kMeanings) {
        if (meaning.code == code)
            return meaning.verdict;
    }
    return std::nullopt;
}

std::string_view nameOf(LimitKind limit)
{
    return kLimitNames.at(static_cast<std::size_t>(limit));
}

std::optional<LimitKind> limitFromName(std::string_view name)
{
    for (std::size_t i = 0; i < kLimitNames.size(); ++i) {
        if (kLimitNames[i] == name)
            return static_cast<LimitKind>(i);
    }
    return std::nullopt;
}

std::string signalName(int signal)
{
    if (const char* abbreviation = ::sigabbrev_np(signal); abbreviation != nullptr)
        return std::string("SIG") + abbreviation;
    return "signal " + std::to_string(signal);
}

} // namespace assize::model
