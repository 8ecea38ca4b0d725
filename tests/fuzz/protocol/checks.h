// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz target of the protocol consists of. The first byte of an input chooses the check (its lower
// half) and whether the packet brings its own header (its upper half); the rest is the packet, or the plan of
// the check.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace assize::fuzz {

/// Ends the program, which libFuzzer takes for the find that it is.
inline void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Takes numbers from the front of an input; zeros when nothing is left.
class Input
{
public:
    explicit Input(std::string_view bytes) : m_rest(bytes) {}
    std::uint8_t byte()
    {
        if (m_rest.empty())
            return 0;
        const auto value = static_cast<std::uint8_t>(m_rest.front());
        m_rest.remove_prefix(1);
        return value;
    }
    std::size_t size3()
    {
        const std::size_t high = byte();
        const std::size_t middle = byte();
        return high << 16 | middle << 8 | byte();
    }
    bool empty() const { return m_rest.empty(); }
    std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
};

constexpr std::uint8_t kMessageTypes = 7; ///< 0 to 6 are the types of messages, in their order
constexpr std::uint8_t kEveryType = 7;
constexpr std::uint8_t kReader = 8;
constexpr std::uint8_t kNames = 9;
constexpr std::uint8_t kBuilt = 10;
constexpr std::uint8_t kChannel = 11;
constexpr std::uint8_t kOwnHeader = 0x80;

/// `body` as a message of that type (behind a good header, or as it is), and what must hold if it is one.
void checkMessage(std::uint8_t type, bool ownHeader, std::string_view body);
/// At most one type takes `packet`, and it is the one that typeOf names.
void checkEveryType(std::string_view packet);
/// The Reader against a plain model of what it does.
void checkReader(std::string_view plan);
void checkName(std::string_view name);
/// Messages with lists and strings of any size: they come back if and only if they keep the limits.
void checkBuilt(std::string_view plan);
/// Packets with hostile descriptors through a real socket.
void checkChannel(std::string_view plan);

} // namespace assize::fuzz
