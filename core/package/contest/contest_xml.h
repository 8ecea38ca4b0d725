// SPDX-License-Identifier: GPL-3.0-or-later
// contest.xml of a contest that was downloaded from Polygon:
//
//     <contest url="..."><names><name language="english" value="..."/></names>
//       <problems><problem index="A" url="https://polygon.codeforces.com/.../sum"/></problems></contest>
//
// Each problem lies in problems/<short name>, which is the last part of its url, or of its path where it has
// a path. Source: files of public contests; Polygon publishes no specification.
#pragma once

#include "package/common/contest_reader.h"

namespace assize::package {

/// It gives the name and the list of problems.
const ContestReader& contestXmlReader();

} // namespace assize::package
