// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the HTML report. Private to core/report. All return well-formed fragments; text from outside
// goes through htmlText or htmlBlock.
#pragma once

#include "report/snapshot.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assize::report {

/// Bytes as text or attribute value on one line: escaped, and nothing invisible in it.
std::string htmlText(std::string_view bytes);
/// The same for <pre>: newlines and tabs stay.
std::string htmlBlock(std::string_view bytes);
/// A message in running text: each of its lines on a line of its own, without empty ones at its end.
std::string htmlLines(std::string_view bytes);

/// The page's only <svg> with the patterns that squares are filled with; comes first in the body.
std::string squareDefinitions();
/// A small square with the verdict's symbol, in running text.
std::string verdictIcon(model::Verdict verdict);
std::string skippedIcon();
std::string waitingIcon();
/// The icon of a judgement, with a verdict or without.
std::string judgementIcon(const model::Judgement& judgement);
/// One square for each test, ten in a line (twenty where they are many), with their counts for screen
/// readers.
std::string testSquares(const model::Judgement& judgement);

/// A submission as reports number it (see resultsJson), with the anchor that cells link to.
struct NumberedSubmission
{
    int number = 0;
    const ReportedSubmission* item = nullptr;
};
std::string anchorOf(const NumberedSubmission& submission);

/// The section "Submissions": one <details> for each, by contestant in the order of the standings. `cut`:
/// only tests that failed, see HtmlOptions.
std::string detailsSection(const ContestSnapshot& snapshot,
                           const std::vector<NumberedSubmission>& submissions, bool cut);

} // namespace assize::report
