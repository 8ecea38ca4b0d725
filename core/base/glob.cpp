// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/glob.h"

#include <utility>

namespace assize {
namespace {

constexpr int kDeepestBraces = 16;

/// Whether a '{' at the start of `text` is closed.
bool isClosed(std::string_view text)
{
    int open = 0;
    for (const char c : text) {
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (open == 0)
            return true;
    }
    return false;
}

} // namespace

Glob::Glob(std::string_view pattern)
{
    m_states.push_back({Kind::Fork, 0, {}});
    m_accept = add(Kind::Fork, 0, addSequence(pattern, 0, 0));
}

std::size_t Glob::add(Kind kind, char byte, std::size_t after)
{
    m_states.push_back({kind, byte, {}});
    m_states[after].next.push_back(m_states.size() - 1);
    return m_states.size() - 1;
}

std::size_t Glob::addSequence(std::string_view& rest, std::size_t after, int depth)
{
    while (!rest.empty()) {
        const char c = rest.front();
        if (depth > 0 && (c == ',' || c == '}'))
            return after;
        if (c == '{' && depth < kDeepestBraces && isClosed(rest)) {
            m_states.push_back({Kind::Fork, 0, {}});
            const std::size_t join = m_states.size() - 1;
            do {
                rest.remove_prefix(1);
                const std::size_t start = add(Kind::Fork, 0, after);
                const std::size_t end = addSequence(rest, start, depth + 1);
                m_states[end].next.push_back(join);
            } while (!rest.empty() && rest.front() == ',');
            after = join;
        } else {
            after = add(c == '*' ? Kind::Star : Kind::Byte, c, after);
        }
        if (!rest.empty())
            rest.remove_prefix(1);
    }
    return after;
}

// A state is reached when everything before it has been matched; Byte and Star then wait for the next byte.
void Glob::enter(std::size_t state, std::vector<bool>& reached) const
{
    std::vector<std::size_t> open = {state};
    while (!open.empty()) {
        const std::size_t current = open.back();
        open.pop_back();
        if (reached[current])
            continue;
        reached[current] = true;
        // Pieces that match no byte are passed at once; from a Byte only its byte leads on.
        if (m_states[current].kind != Kind::Byte)
            open.insert(open.end(), m_states[current].next.begin(), m_states[current].next.end());
    }
}

void Glob::advance(std::vector<bool>& reached, char byte) const
{
    std::vector<bool> after(m_states.size());
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (!reached[i])
            continue;
        if (m_states[i].kind == Kind::Star && byte != '/')
            enter(i, after);
        if (m_states[i].kind == Kind::Byte && byte == m_states[i].byte) {
            for (const std::size_t next : m_states[i].next)
                enter(next, after);
        }
    }
    reached = std::move(after);
}

bool Glob::search(std::string_view path, bool folderIsEnough) const
{
    std::vector<bool> reached(m_states.size());
    enter(0, reached);
    for (const char byte : path) {
        if (folderIsEnough && byte == '/' && reached[m_accept])
            return true;
        advance(reached, byte);
    }
    return reached[m_accept];
}

bool Glob::matches(std::string_view path) const
{
    return search(path, false);
}

bool Glob::covers(std::string_view path) const
{
    return search(path, true);
}

} // namespace assize
