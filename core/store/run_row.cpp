// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/run_row.h"

namespace assize::store {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::optional<int> optionalInt(const SQLite::Column& column)
{
    return column.isNull() ? std::nullopt : std::optional(column.getInt());
}

} // namespace

std::string bytesOf(const SQLite::Column& column)
{
    const void* data = column.getBlob();
    const int size = column.getBytes();
    return size > 0 ? std::string(static_cast<const char*>(data), static_cast<std::size_t>(size))
                    : std::string();
}

std::string_view textOf(const SQLite::Column& column)
{
    return column.isNull() ? std::string_view() : std::string_view(column.getText());
}

std::chrono::nanoseconds durationOf(const SQLite::Column& column)
{
    return std::chrono::nanoseconds(column.getInt64());
}

std::uint64_t sizeOf(const SQLite::Column& column)
{
    return static_cast<std::uint64_t>(column.getInt64());
}

std::chrono::system_clock::time_point timeOf(const SQLite::Column& column)
{
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(durationOf(column)));
}

model::Run runFromRow(const SQLite::Statement& row)
{
    int column = kFirstOfRun;
    const auto next = [&] { return row.getColumn(column++); };
    model::Run run;
    run.state = model::TaskState::Done;
    run.verdict = model::verdictFromCode(textOf(next()));
    run.score = Decimal::fromMicros(next().getInt64());
    run.cpuTime = durationOf(next());
    run.wallTime = durationOf(next());
    run.memory = sizeOf(next());
    run.exitCode = optionalInt(next());
    run.signal = optionalInt(next());
    run.limit = model::limitFromName(textOf(next())).value_or(model::LimitKind::None);
    run.outputSize = sizeOf(next());
    run.differenceOffset = sizeOf(next());
    run.message = bytesOf(next());
    const SQLite::Column given = next();
    const SQLite::Column isMultiplier = next();
    if (!given.isNull())
        run.given = model::GivenScore{Decimal::fromMicros(given.getInt64()), isMultiplier.getInt() != 0};
    const SQLite::Column measuredAt = next();
    if (next().getInt() != 0)
        run.reusedFrom = timeOf(measuredAt);
    return run;
}

std::string bytesOfKey(std::string_view key)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < key.size(); i += 2)
        bytes += static_cast<char>(kDigits.find(key[i]) << 4 | kDigits.find(key[i + 1]));
    return bytes;
}

std::string keyOfBytes(std::string_view bytes)
{
    std::string key;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        key += kDigits[value >> 4];
        key += kDigits[value & 15];
    }
    return key;
}

} // namespace assize::store
