// SPDX-License-Identifier: GPL-3.0-or-later
#include "contest.h"

#include "intake/intake.h"

#include <fstream>
#include <sstream>

namespace assize::hostile {

namespace {

namespace fs = std::filesystem;

constexpr const char* kProblem = "sum";

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void write(const fs::path& path, const std::string& content)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

char byteOf(const std::string& text, std::size_t at)
{
    return static_cast<char>(std::stoi(text.substr(at, 2), nullptr, 16));
}

std::string decodedName(const std::string& name)
{
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '%') {
            result += byteOf(name, i + 1);
            i += 2;
        } else {
            result += name[i];
        }
    }
    return result;
}

std::string unescaped(const std::string& text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            result += text[i];
            continue;
        }
        switch (text[++i]) {
        case 'n':
            result += '\n';
            break;
        case 't':
            result += '\t';
            break;
        case 's':
            result += ' ';
            break;
        case 'x':
            result += byteOf(text, i + 1);
            i += 2;
            break;
        default:
            result += text[i];
        }
    }
    return result;
}

std::string joinedPieces(const std::string& description)
{
    std::istringstream lines(description);
    std::string line;
    std::string result;
    while (std::getline(lines, line)) {
        const std::size_t space = line.find(' ');
        if (line.empty() || space == std::string::npos)
            continue;
        const std::string piece = unescaped(line.substr(space + 1));
        for (int i = std::stoi(line); i > 0; --i)
            result += piece;
    }
    return result;
}

/// The name without `ending`, or empty when it ends otherwise.
std::string without(const std::string& name, std::string_view ending)
{
    return name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : std::string();
}

void handInFile(const fs::path& from, const fs::path& folder, const std::string& name)
{
    if (const std::string link = without(name, "+link"); !link.empty()) {
        std::string target = contentOf(from);
        target.erase(target.find_last_not_of('\n') + 1);
        fs::create_directories((folder / decodedName(link)).parent_path());
        fs::create_symlink(target, folder / decodedName(link));
    } else if (const std::string made = without(name, "+pieces"); !made.empty()) {
        write(folder / decodedName(made), joinedPieces(contentOf(from)));
    } else {
        write(folder / decodedName(name), contentOf(from));
    }
}

void handIn(const fs::path& program, const fs::path& contestant)
{
    if (!fs::is_directory(program)) {
        const std::string made = without(program.filename(), "+pieces");
        const fs::path plain = made.empty() ? program.filename() : fs::path(made);
        handInFile(program, contestant,
                   kProblem + plain.extension().string() + (made.empty() ? "" : "+pieces"));
        return;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(program)) {
        if (entry.is_regular_file())
            handInFile(entry.path(), contestant / kProblem, fs::relative(entry.path(), program));
    }
}

model::Problem makeProblem(const fs::path& folder)
{
    model::Problem problem;
    problem.id = kProblem;
    problem.name = kProblem;
    problem.file = std::string("problems/") + kProblem;
    problem.folder = folder / problem.file;
    problem.timeLimitFrom = ".timelimit";
    problem.groups = {{"", std::nullopt, 1}, {"secret", "", 1}};
    model::TestCase test;
    test.id = "secret/1";
    test.group = "secret";
    test.input = problem.folder / "data/secret/1.in";
    test.answer = problem.folder / "data/secret/1.ans";
    write(test.input, "3 4\n");
    write(test.answer, "7\n");
    test.inputSize = 4;
    test.answerSize = 2;
    problem.testCases.push_back(test);
    return problem;
}

} // namespace

Result<Contest> Contest::make(const fs::path& folder, const fs::path& programs,
                              const std::vector<model::Language>& languages)
{
    Contest contest;
    contest.m_folder = folder;
    contest.m_problem = makeProblem(folder);
    for (const fs::directory_entry& entry : fs::directory_iterator(programs))
        handIn(entry.path(), folder / "submissions" / entry.path().filename());
    Result<intake::Found> found =
        intake::findSubmissions(folder / "submissions", {contest.m_problem}, languages, {});
    if (!found)
        return found.error();
    for (model::Submission& submission : found->submissions) {
        const std::string contestant = submission.contestant;
        contest.m_submissions.emplace(contestant, std::move(submission));
    }
    return contest;
}

const model::Submission* Contest::submissionOf(const std::string& program) const
{
    const auto found = m_submissions.find(program);
    return found == m_submissions.end() ? nullptr : &found->second;
}

} // namespace assize::hostile
