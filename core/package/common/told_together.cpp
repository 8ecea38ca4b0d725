// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/told_together.h"

#include "files/read.h"

namespace assize::package {

void tellTogether(Reading& reading, Diagnostic::Level level, const std::set<std::string>& files,
                  const std::string& what)
{
    constexpr std::size_t kNamed = 10;
    if (files.empty())
        return;
    std::string others;
    std::size_t named = 1;
    for (auto file = std::next(files.begin()); file != files.end() && named < kNamed; ++file, ++named)
        others += (others.empty() ? " Likewise " : ", ") + files::quoted(*file);
    if (named < files.size())
        others += " and " + std::to_string(files.size() - named) + " more";
    reading.diagnostics.push_back(
        {level, reading.shown(*files.begin()), what + (others.empty() ? "" : others + ".")});
}

} // namespace assize::package
