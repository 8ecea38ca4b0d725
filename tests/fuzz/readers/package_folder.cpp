// SPDX-License-Identifier: GPL-3.0-or-later
#include "package_folder.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <unistd.h>

/// Freed memory is not kept for long: large files would make each input slow.
extern "C" const char* __asan_default_options() // NOLINT(bugprone-reserved-identifier): the sanitizer's name
{
    return "quarantine_size_mb=4";
}

namespace assize::fuzz {
namespace {

constexpr std::string_view kMark = "=== ";
/// Inputs have a few kilobytes.
constexpr std::size_t kMostDiagnostics = 10'000;
constexpr std::size_t kLongestMessage = 64 << 10;

} // namespace

PackageFolder::PackageFolder(const std::vector<std::pair<std::string, std::string>>& fixed,
                             std::vector<std::string> taken)
    : m_taken(std::move(taken))
{
    std::error_code code;
    const std::filesystem::path shared = "/dev/shm";
    std::string name =
        ((::access(shared.c_str(), W_OK) == 0 ? shared : std::filesystem::temp_directory_path(code)) /
         "assize-fuzz-XXXXXX")
            .native();
    if (::mkdtemp(name.data()) == nullptr)
        fail("no folder to work in");
    m_root = name;
    for (const auto& [path, content] : fixed)
        write(path, content);
}

PackageFolder::~PackageFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_root, ignored);
}

void PackageFolder::write(const std::string& path, std::string_view content)
{
    std::error_code ignored;
    std::filesystem::create_directories((m_root / path).parent_path(), ignored);
    std::ofstream(m_root / path, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

void PackageFolder::fill(std::string_view input)
{
    std::error_code ignored;
    for (const std::string& path : m_taken)
        std::filesystem::remove(m_root / path, ignored);
    std::string path = m_taken.front();
    std::string content;
    const auto finish = [&] {
        if (std::find(m_taken.begin(), m_taken.end(), path) != m_taken.end() && !content.empty())
            write(path, content);
        content.clear();
    };
    while (!input.empty()) {
        const std::size_t end = std::min(input.find('\n'), input.size() - 1) + 1;
        std::string_view line = input.substr(0, end);
        input.remove_prefix(end);
        if (line.substr(0, kMark.size()) != kMark) {
            content += line;
            continue;
        }
        finish();
        line.remove_prefix(kMark.size());
        path = line.substr(0, line.find('\n'));
    }
    finish();
}

void fail(const char* promise)
{
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

void check(const Diagnostics& diagnostics)
{
    if (diagnostics.size() > kMostDiagnostics)
        fail("messages without end");
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.message.empty() || diagnostic.message.size() > kLongestMessage)
            fail("an empty message, or one without end");
    }
}

void check(const package::ReadPackage& read)
{
    check(read.diagnostics);
    // What is lost of the expectations of jury submissions touches no hand-in and refuses nothing.
    const auto refuses = [](const Diagnostic& d) {
        return d.level == Diagnostic::Level::Error && d.where.find("/submissions/") == std::string::npos;
    };
    const bool hasError =
        std::any_of(read.diagnostics.begin(), read.diagnostics.end(),
                    [](const Diagnostic& d) { return d.level == Diagnostic::Level::Error; });
    if (!read.problem) {
        if (!hasError)
            fail("neither a problem nor why there is none");
        return;
    }
    if (std::any_of(read.diagnostics.begin(), read.diagnostics.end(), refuses))
        fail("a problem beside an error");
    std::set<std::string> groups;
    for (const model::TestGroup& group : read.problem->groups) {
        if (group.parent && groups.count(*group.parent) == 0)
            fail("a group before its parent");
        if (!groups.insert(group.id).second)
            fail("two groups of one id");
    }
    std::set<std::string> tests;
    for (const model::TestCase& test : read.problem->testCases) {
        if (!tests.insert(test.id).second)
            fail("two tests of one id");
        if (groups.count(test.group) == 0)
            fail("a test of no group");
    }
}

} // namespace assize::fuzz
