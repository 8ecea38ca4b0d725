// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target of the files of a contest: contest.yaml, problems.yaml, problemset.yaml, contest.xml.
#include "package_folder.h"

using namespace assize;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static fuzz::PackageFolder folder({{"problems/a/1.in", "1\n"},
                                       {"problems/a/1.out", "1\n"},
                                       {"problems/b/data/secret/1.in", "1\n"},
                                       {"problems/b/data/secret/1.ans", "1\n"}},
                                      {"contest.yaml", "problems.yaml", "problemset.yaml", "contest.xml",
                                       "problems/problems.yaml", "problems/problemset.yaml"});
    folder.fill({reinterpret_cast<const char*>(data), size});
    const Result<package::ReadContest> contest = package::readContest(folder.root(), std::nullopt);
    if (!contest)
        return 0;
    fuzz::check(contest->diagnostics);
    std::vector<std::string> labels;
    for (const model::Problem& problem : contest->problems) {
        if (problem.label.empty())
            fuzz::fail("a problem without a label");
        for (const std::string& label : labels) {
            if (label == problem.label)
                fuzz::fail("two problems of one label");
        }
        labels.push_back(problem.label);
    }
    return 0;
}
