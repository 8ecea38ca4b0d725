// SPDX-License-Identifier: GPL-3.0-or-later
// A run as its row of the database has it. Used by the store only.
#pragma once

#include "model/judgement.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>

namespace assize::store {

/// The columns of `run r` that runFromRow reads, from place kFirstOfRun of a row on.
inline constexpr std::string_view kRunColumns =
    "r.verdict, r.score, r.cpu_ns, r.wall_ns, r.memory, r.exit_code, r.signal, r.limit_met, r.output_size,"
    " r.difference_offset, r.message, r.given, r.given_is_multiplier, r.measured_at, r.reused";
inline constexpr int kFirstOfRun = 2;
inline constexpr int kMeasuredAt = kFirstOfRun + 13;
/// The first place after them.
inline constexpr int kAfterRun = kFirstOfRun + 15;

/// Done, without the name of its test, texts and attempts.
model::Run runFromRow(const SQLite::Statement& row);

std::string bytesOf(const SQLite::Column& column);
std::string_view textOf(const SQLite::Column& column);
std::chrono::nanoseconds durationOf(const SQLite::Column& column);
std::uint64_t sizeOf(const SQLite::Column& column);
std::chrono::system_clock::time_point timeOf(const SQLite::Column& column);

/// 32 hexadecimal digits as 16 bytes, and back.
std::string bytesOfKey(std::string_view key);
std::string keyOfBytes(std::string_view bytes);

} // namespace assize::store
