// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/snapshot.h"

#include <string>

namespace assize::report {

struct HtmlOptions
{
    /// With more test results than this in all, the details of a submission list only tests that were not
    /// accepted, at most ten, and say so; the squares always show every test.
    std::size_t maximumDetails = 20'000;
};

/// One self-contained page: standings with one square per test, details of every submission, unmatched files,
/// diagnostics. No script and nothing loaded from elsewhere; all text from outside is escaped; well-formed as
/// XML too. Light and dark, made to be printed.
std::string resultsHtml(const ContestSnapshot& snapshot, const HtmlOptions& options = {});

} // namespace assize::report
