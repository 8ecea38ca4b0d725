// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace assize {

/// A pattern for paths as problem packages write them: '*' stands for any bytes within one part of the path,
/// "{a,b}" for either of two (nested braces too); everything else for itself ('?', "[...]" and "**" have no
/// meaning of their own).
/// Source: Kattis/problem-package-format, spec/2025-09.md, "Glob patterns".
/// Matching takes time proportional to pattern times path, for every pattern. Any thread.
class Glob
{
public:
    explicit Glob(std::string_view pattern);

    /// Whether it matches the whole path.
    bool matches(std::string_view path) const;
    /// Whether it matches the path or a folder that the path lies in: "secret/group1" covers
    /// "secret/group1/07".
    bool covers(std::string_view path) const;

private:
    enum class Kind { Byte, Star, Fork };
    struct State
    {
        Kind kind;
        char byte;
        std::vector<std::size_t> next; // where to go after it; for Fork, without taking a byte
    };
    std::size_t add(Kind kind, char byte, std::size_t after);
    std::size_t addSequence(std::string_view& rest, std::size_t after, int depth);
    void enter(std::size_t state, std::vector<bool>& reached) const;

    void advance(std::vector<bool>& reached, char byte) const;
    bool search(std::string_view path, bool folderIsEnough) const;

    std::vector<State> m_states; // [0] is where matching begins
    std::size_t m_accept = 0;
};

} // namespace assize
