// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of the messages between the engine, the spawner and the boxes: fixed-size integers in the machine's
// order (both ends run on it) and byte strings with their length before them and a NUL after them.
//
// The reading side believes nothing: every length is checked against the bytes that are there, and a Reader
// that met something wrong gives zeros and empty strings from then on and says so in ok().
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace assize::sandbox::protocol {

class Writer
{
public:
    template<typename T>
    void number(T value)
    {
        static_assert(std::is_integral_v<T> && !std::is_same_v<T, bool>);
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void flag(bool value) { number<std::uint8_t>(value ? 1 : 0); }
    void bytes(std::string_view value)
    {
        number(static_cast<std::uint32_t>(value.size()));
        m_bytes.append(value);
        m_bytes.push_back('\0');
    }
    void clear() { m_bytes.clear(); }
    std::string_view view() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Reads the bytes of a Writer. The views it gives point into the bytes it was made with, and each is
/// followed by a NUL, so that a view without a NUL inside is a C string.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    template<typename T>
    T number()
    {
        static_assert(std::is_integral_v<T> && !std::is_same_v<T, bool>);
        T value{};
        if (m_rest.size() < sizeof value) {
            fail();
            return T{};
        }
        std::memcpy(&value, m_rest.data(), sizeof value);
        m_rest.remove_prefix(sizeof value);
        return value;
    }
    bool flag()
    {
        const auto value = number<std::uint8_t>();
        if (value > 1)
            fail();
        return value == 1;
    }
    std::string_view bytes()
    {
        const auto size = number<std::uint32_t>();
        if (!m_ok || m_rest.size() <= size || m_rest[size] != '\0') {
            fail();
            return {};
        }
        const std::string_view value = m_rest.substr(0, size);
        m_rest.remove_prefix(static_cast<std::size_t>(size) + 1);
        return value;
    }
    /// Bytes that are a C string: a NUL inside is an error.
    std::string_view text()
    {
        const std::string_view value = bytes();
        if (value.find('\0') != std::string_view::npos) {
            fail();
            return {};
        }
        return value;
    }
    void fail()
    {
        m_ok = false;
        m_rest = {};
    }
    bool ok() const { return m_ok; }
    /// Everything was read, nothing is left, nothing was wrong.
    bool finished() const { return m_ok && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace assize::sandbox::protocol
