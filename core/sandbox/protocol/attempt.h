// SPDX-License-Identifier: GPL-3.0-or-later
// The outcome of a step of a sandbox: a value, or which step failed. As Result, but with a Failure in place
// of an Error, as the engine asks for step and errno. Used by app/box and sandbox/local.
#pragma once

#include "sandbox/protocol/failure.h"

#include <utility>
#include <variant>

namespace assize::sandbox::protocol {

/// Attempt<> has no value: it is done, or has failed.
template<typename T = std::monostate>
class [[nodiscard]] Attempt
{
public:
    Attempt() = default;
    Attempt(T value)
        : m_data(std::in_place_index<0>, std::move(value)) {} // NOLINT(google-explicit-constructor)
    Attempt(Failure failure) : m_data(std::in_place_index<1>, std::move(failure)) {}

    explicit operator bool() const { return m_data.index() == 0; }
    T& operator*() { return std::get<0>(m_data); }
    T* operator->() { return &std::get<0>(m_data); }
    const Failure& failure() const { return std::get<1>(m_data); }

private:
    std::variant<T, Failure> m_data;
};

} // namespace assize::sandbox::protocol
