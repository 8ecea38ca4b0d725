// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/pattern.h"

#include "files/read.h"

#include <algorithm>
#include <map>

namespace assize::intake {
namespace {

std::string lowerCase(std::string_view name)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

} // namespace

ProblemNames::ProblemNames(const std::vector<model::Problem>& problems, LookOf lookOf)
    : m_problems(problems), m_lookOf(lookOf ? std::move(lookOf) : lowerCase)
{
    for (const model::Problem& problem : problems)
        m_looks.push_back(m_lookOf(problem.id));
}

ProblemNames::Match ProblemNames::find(std::string_view name) const
{
    for (const model::Problem& problem : m_problems) {
        if (problem.id == name)
            return {&problem, false};
    }
    const std::vector<const model::Problem*> alike = looksLike(name);
    return alike.size() == 1 ? Match{alike.front(), true} : Match{};
}

std::vector<const model::Problem*> ProblemNames::looksLike(std::string_view name) const
{
    std::vector<const model::Problem*> alike;
    const std::string look = m_lookOf(name);
    for (std::size_t i = 0; i < m_looks.size(); ++i) {
        if (m_looks[i] == look)
            alike.push_back(&m_problems[i]);
    }
    return alike;
}

bool Pattern::isPassedOver(Field field)
{
    return field == Field::Skip || field == Field::Number;
}

Result<Pattern> Pattern::parse(std::string_view text, std::size_t problems)
{
    const auto wrong = [&](std::string_view why) {
        return Error{ErrorKind::InvalidInput, "the pattern of submissions " + files::quoted(text) +
                                                  " cannot be used: " + std::string(why) +
                                                  ". An example: {contestant}/{problem}.{extension}"};
    };
    static const std::map<std::string, Field, std::less<>> fields = {
        {"contestant", Field::Contestant}, {"problem", Field::Problem}, {"extension", Field::Extension},
        {"files", Field::Files},           {"skip", Field::Skip},       {"number", Field::Number}};
    Pattern pattern;
    std::map<Field, int> counts;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t open = rest.find('{');
        if (open != 0) {
            pattern.m_pieces.push_back({Field::Literal, std::string(rest.substr(0, open))});
            rest.remove_prefix(std::min(open, rest.size()));
            continue;
        }
        const std::size_t close = rest.find('}');
        if (close == std::string_view::npos)
            return wrong("a { is never closed");
        const auto field = fields.find(rest.substr(1, close - 1));
        if (field == fields.end())
            return wrong("there is no field " + files::quoted(rest.substr(1, close - 1)) +
                         "; known are contestant, problem, extension and files, and skip and number for "
                         "what is to be passed over");
        if (++counts[field->second] > 1 && !isPassedOver(field->second))
            return wrong("{" + field->first + "} stands there twice");
        if (!pattern.m_pieces.empty() && pattern.m_pieces.back().field != Field::Literal)
            return wrong("two fields need something between them");
        pattern.m_pieces.push_back({field->second, {}});
        rest.remove_prefix(close + 1);
    }
    if (counts[Field::Contestant] == 0)
        return wrong("{contestant} is missing");
    if (counts[Field::Problem] == 0 && problems != 1)
        return wrong("{problem} is missing, and there is more than one problem");
    if (counts[Field::Extension] + counts[Field::Files] != 1)
        return wrong("it needs either {extension} or {files}");
    if (counts[Field::Files] == 1) {
        const std::size_t count = pattern.m_pieces.size();
        if (pattern.m_pieces.back().field != Field::Files || count < 2 ||
            pattern.m_pieces[count - 2].literal.back() != '/')
            return wrong("{files} must be its last part, after a /");
    }
    return pattern;
}

bool Pattern::hasFiles() const
{
    return m_pieces.back().field == Field::Files;
}

bool Pattern::startsWithContestant() const
{
    return m_pieces.size() > 1 && m_pieces[0].field == Field::Contestant &&
           m_pieces[1].literal.front() == '/';
}

int Pattern::folders() const
{
    std::ptrdiff_t count = 0;
    for (const Piece& piece : m_pieces)
        count += std::count(piece.literal.begin(), piece.literal.end(), '/');
    return static_cast<int>(count);
}

std::optional<PatternMatch> Pattern::match(std::string_view path, const ProblemNames& problems) const
{
    for (const bool anyProblem : {false, true}) {
        PatternMatch result;
        if (problems.all().size() == 1)
            result.problem.problem = &problems.all().front();
        Attempt attempt{path, problems, anyProblem,
                        std::vector<bool>((m_pieces.size() + 1) * (path.size() + 1))};
        if (matchFrom(0, 0, attempt, result))
            return result;
    }
    return std::nullopt;
}

bool Pattern::matchFrom(std::size_t piece, std::size_t offset, Attempt& attempt, PatternMatch& match) const
{
    const std::size_t place = piece * (attempt.path.size() + 1) + offset;
    if (attempt.failed[place])
        return false;
    const bool fits = matchPiece(piece, offset, attempt, match);
    attempt.failed[place] = !fits;
    return fits;
}

bool Pattern::matchPiece(std::size_t piece, std::size_t offset, Attempt& attempt, PatternMatch& match) const
{
    if (piece == m_pieces.size())
        return offset == attempt.path.size();
    const Piece& current = m_pieces[piece];
    const std::string_view rest = attempt.path.substr(offset);
    if (current.field == Field::Literal)
        return rest.starts_with(current.literal) &&
               matchFrom(piece + 1, offset + current.literal.size(), attempt, match);
    if (current.field == Field::Files) {
        match.folder = std::string(attempt.path.substr(0, offset - 1));
        return !rest.empty();
    }
    // The longest first: "a_b_hello.cpp" is contestant "a_b".
    const std::size_t longest = std::min(rest.find('/'), rest.size());
    for (std::size_t length = longest; length > 0; --length) {
        const std::string_view value = rest.substr(0, length);
        if (current.field == Field::Extension && value.find('.') != std::string_view::npos)
            continue;
        if (current.field == Field::Number && value.find_first_not_of("0123456789") != std::string_view::npos)
            continue;
        if (!matchFrom(piece + 1, offset + length, attempt, match))
            continue;
        if (current.field == Field::Problem) {
            // To look a name up takes longest.
            const ProblemNames::Match problem = attempt.problems.find(value);
            if (problem.problem == nullptr && !attempt.anyProblem)
                continue;
            match.problem = problem;
            match.problemName = std::string(value);
        } else if (current.field == Field::Contestant) {
            match.contestant = std::string(value);
        } else if (current.field == Field::Extension) {
            match.extension = std::string(value);
        }
        return true;
    }
    return false;
}

} // namespace assize::intake
