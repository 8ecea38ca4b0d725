// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value, or an Error that says what went wrong in words for a person.
//
// Used at every boundary between modules. A judge's outcome (a verdict, a run's status) is data and never
// an Error; an Error is for the operator: an unreadable file, a sandbox that does not start, a full disk.
#pragma once

#include "base/remedy.h"

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace assize {

/// The kind of failure of an Error; front ends choose their exit status by it.
enum class ErrorKind {
    InvalidInput, ///< something the user gave cannot be used as it is: wrong usage, broken file, nothing
                  ///< there
    Io,           ///< the system refused a read or a write
    Busy,         ///< another process holds it; the message names the holder
    TooNew,       ///< made by a newer version of Assize
    NoIsolation,  ///< no safe way to run programs on this machine
    Storage,      ///< results could not be stored
    Cancelled,    ///< stopped on request
    Internal,     ///< a fault of Assize itself
};

struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    /// One or more full sentences: what failed, on what, why (with errno's text), what to do about it.
    std::string message;
    /// A further remedy, which each front end words in its own way.
    Remedy remedy = {};

    /// "doing this: " put before the message.
    Error context(std::string_view doing) const&
    {
        return {kind, std::string(doing) + ": " + message, remedy};
    }
};

/// An Error of `kind` whose message ends in errno's text and name, e.g. "cannot open a.txt: Permission denied
/// (EACCES)".
Error systemError(std::string_view what, int errnoValue, ErrorKind kind = ErrorKind::Io);

template<typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_data(std::in_place_index<0>, std::move(value)) {} // NOLINT(google-explicit-constructor)
    Result(Error error) : m_data(std::in_place_index<1>, std::move(error)) {}

    bool hasValue() const { return m_data.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    T& value() &
    {
        assert(hasValue());
        return std::get<0>(m_data);
    }
    const T& value() const&
    {
        assert(hasValue());
        return std::get<0>(m_data);
    }
    T&& value() &&
    {
        assert(hasValue());
        return std::get<0>(std::move(m_data));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const&
    {
        assert(!hasValue());
        return std::get<1>(m_data);
    }
    Error&& error() &&
    {
        assert(!hasValue());
        return std::get<1>(std::move(m_data));
    }

private:
    std::variant<T, Error> m_data;
};

template<>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {} // NOLINT(google-explicit-constructor)

    bool hasValue() const { return !m_error.has_value(); }
    explicit operator bool() const { return hasValue(); }
    const Error& error() const&
    {
        assert(m_error);
        return *m_error;
    }
    Error&& error() &&
    {
        assert(m_error);
        return std::move(*m_error);
    }

private:
    std::optional<Error> m_error;
};

} // namespace assize
