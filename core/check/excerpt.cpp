// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/excerpt.h"

#include "base/utf8.h"

#include <algorithm>

namespace assize::check {
namespace {

constexpr std::size_t kContextBytes = 1024;
constexpr int kContextLines = 3;

/// How many whole lines (0..kContextLines) before the line that holds `offset` begin within reach; -1 when
/// even that line's beginning is out of reach.
int linesInReach(std::string_view text, std::size_t offset)
{
    const std::size_t lowest = offset > kContextBytes ? offset - kContextBytes : 0;
    int lines = -1;
    for (std::size_t at = offset;; --at) {
        if (at == 0 || text[at - 1] == '\n')
            ++lines;
        if (at == lowest || lines == kContextLines)
            return lines;
    }
}

/// The beginning of the line that lies `lines` before the line that holds `offset`; where that line is too
/// long, a place a little before `offset` that breaks no character.
std::size_t windowStart(std::string_view text, std::size_t offset, int lines)
{
    if (lines < 0) {
        std::size_t at = offset > kContextBytes / 4 ? offset - kContextBytes / 4 : 0;
        for (int step = 0; step < 3 && at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
             ++step)
            --at;
        return at;
    }
    for (std::size_t at = offset;; --at) {
        if (at == 0 || (text[at - 1] == '\n' && lines-- == 0))
            return at;
    }
}

} // namespace

void excerptAroundDifference(const CheckBytes& bytes, const CheckResult& result, model::Run& run)
{
    std::size_t outputFrom = 0;
    std::size_t answerFrom = 0;
    if (result.outputOffset && result.answerOffset) {
        const std::size_t outputAt = std::min<std::size_t>(*result.outputOffset, bytes.output.size());
        const std::size_t answerAt = std::min<std::size_t>(*result.answerOffset, bytes.answer.size());
        // The same number of lines before the difference on both sides, so that they can be read side by
        // side.
        const int lines =
            std::min(linesInReach(bytes.output, outputAt), linesInReach(bytes.answer, answerAt));
        outputFrom = windowStart(bytes.output, outputAt, lines);
        answerFrom = windowStart(bytes.answer, answerAt, lines);
    }
    run.output = headOf(bytes.output.substr(outputFrom), kExcerptCap);
    run.expected = headOf(bytes.answer.substr(answerFrom), kExcerptCap);
    run.differenceOffset = outputFrom;
}

} // namespace assize::check
