// SPDX-License-Identifier: GPL-3.0-or-later
// Texts for people: bytes, times, sizes and codes as translated QStrings. Pure; GUI thread.
#pragma once

#include "model/judgement.h"
#include "model/verdict.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace assize::ui {

/// Bytes as text for a plain-text widget: ill-formed UTF-8 replaced, control characters visible, newlines
/// kept.
QString toText(std::string_view bytes);
/// The same for a place of one line: newlines and tabs become visible too, and more than `maximum` characters
/// are cut with an ellipsis.
QString toLine(std::string_view bytes, int maximum = 400);
/// A path for people; the bytes of the file system.
QString pathText(const std::filesystem::path& path);
/// `text` for a tool tip, which would otherwise guess whether it is HTML.
QString plainToolTip(const QString& text);

QString verdictCode(model::Verdict verdict);
/// "Wrong answer", translated.
QString verdictName(model::Verdict verdict);
/// One sentence that says what the verdict means, translated.
QString verdictHelp(model::Verdict verdict);

/// "0.012 s", "1.25 s", "75 s".
QString secondsText(std::chrono::nanoseconds duration);
/// "1 s", "0.5 s": without needless zeros.
QString limitText(std::chrono::nanoseconds limit);
/// "512 KiB", "14.2 MiB".
QString memoryText(std::uint64_t bytes);
/// "about 2 min", "12 s"; for remaining time.
QString roughDuration(std::chrono::nanoseconds duration);
/// How a run ended: "exit 1", "SIGSEGV", "over the CPU limit"; empty where there is nothing to say.
QString endingText(const model::Run& run);
/// How a run ended and what the judge says of it, on one line; empty where there is nothing to say.
QString explanationText(const model::Run& run, int maximum = 400);
/// "3 runs: 1.02 s, 0.98 s, 0.97 s; all but the first alone", of a run that was repeated; empty otherwise.
QString attemptsText(const model::Run& run);
/// "measured on 2026-11-30 14:02, reused", of a run that an earlier judgement made; empty otherwise. In the
/// time of this place.
QString reusedText(const model::Run& run);

} // namespace assize::ui
