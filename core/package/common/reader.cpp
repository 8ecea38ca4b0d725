// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/reader.h"

#include "base/utf8.h"

namespace assize::package {

model::Problem newProblem(const Reading& reading, const Recognition& recognition)
{
    model::Problem problem;
    problem.id = reading.name;
    problem.name = toTitle(reading.name);
    problem.folder = reading.folder;
    problem.file = reading.shownAs;
    problem.format = recognition.format;
    return problem;
}

} // namespace assize::package
