// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/submission.h"

#include <string>
#include <vector>

namespace assize::engine {

/// The contestants' ids in the order in which people look for names: "team 2" before "team 10", accents and
/// cases beside their plain letters; names that are the same so, by the bytes of the ids. The same in every
/// locale, as the ranking must not depend on the reader. Any thread.
std::vector<std::string> idsInOrderOfNames(const std::vector<model::Contestant>& contestants);

} // namespace assize::engine
