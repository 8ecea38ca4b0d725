// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target of problem.yaml, the settings of test data (testdata.yaml, test_group.yaml, those of one test),
// domjudge-problem.ini and .timelimit, in a package with two groups, a sample, a validator and submissions.
#include "package_folder.h"

using namespace assize;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static fuzz::PackageFolder folder(
        {{"data/sample/1.in", "1\n"},
         {"data/sample/1.ans", "1\n"},
         {"data/secret/group1/1.in", "1\n"},
         {"data/secret/group1/1.ans", "1\n"},
         {"data/secret/group2/1.in", "2\n"},
         {"data/secret/group2/1.ans", "2\n"},
         {"output_validators/check.py", "exit(42)\n"},
         {"input_validators/check.py", "exit(42)\n"},
         {"graders/grade.py", "print('AC 1')\n"},
         {"include/cpp/grader.h", "\n"},
         {"submissions/accepted/a.py", "# @EXPECTED_RESULTS@: ACCEPTED\n"},
         {"submissions/mixed/b.py", "# @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\n"}},
        {"problem.yaml", "data/testdata.yaml", "data/test_group.yaml", "data/secret/testdata.yaml",
         "data/secret/test_group.yaml", "data/secret/group1/testdata.yaml",
         "data/secret/group1/test_group.yaml", "data/secret/group2/test_group.yaml",
         "data/secret/group1/1.yaml", "domjudge-problem.ini", ".timelimit"});
    folder.fill({reinterpret_cast<const char*>(data), size});
    fuzz::check(package::readPackage(folder.root(), "p"));
    return 0;
}
