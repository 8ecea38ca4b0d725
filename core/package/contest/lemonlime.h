// SPDX-License-Identifier: GPL-3.0-or-later
// Contests of LemonLime: a .cdf file with the settings beside data/ and source/. It is recognised, and not
// read: the problems are plain folders of tests here.
#pragma once

#include "package/common/contest_reader.h"

namespace assize::package {

const ContestReader& lemonLimeReader();

} // namespace assize::package
