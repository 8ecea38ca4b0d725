// SPDX-License-Identifier: GPL-3.0-or-later
// The default output validator of the ICPC/Kattis formats, in this process, over mapped bytes.
//
// Semantics: problemtools, support/default_validator/default_validator.cc. Pure functions; any thread; memory
// bounded for any input.
#pragma once

#include "base/result.h"
#include "check/check.h"

#include <string>
#include <string_view>
#include <vector>

namespace assize::check {

/// The flags of the default output validator.
struct DefaultValidatorOptions
{
    bool caseSensitive = false;
    bool spaceChangeSensitive = false;
    std::optional<double> relativeTolerance;
    std::optional<double> absoluteTolerance;
    /// Hexadecimal numbers are no numbers: 2025-09, "General requirements". The reference tool of the legacy
    /// format takes them.
    bool decimalOnly = false;
};

/// Reads validator flags as they stand in problem.yaml, e.g. {"float_tolerance", "1e-6"}. An unknown flag or
/// a bad number is an Error (InvalidInput) that names it: such a package cannot be judged as its author
/// meant.
Result<DefaultValidatorOptions> parseDefaultValidatorFlags(const std::vector<std::string>& flags);

/// AC or WA with message and offsets. The input is not read.
CheckResult compareByDefaultValidator(const CheckBytes& bytes, const DefaultValidatorOptions& options);

} // namespace assize::check
