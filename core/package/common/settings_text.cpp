// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/settings_text.h"

#include "base/text_encoding.h"
#include "base/utf8.h"
#include "files/read.h"

namespace assize::package {

std::optional<std::string> readSettingsText(const std::filesystem::path& path, std::uint64_t maximumBytes,
                                            const std::string& shownAs, Diagnostics& diagnostics)
{
    Result<std::string> bytes = files::readFile(path, maximumBytes);
    if (!bytes) {
        diagnostics.push_back({Diagnostic::Level::Error, shownAs, bytes.error().message});
        return std::nullopt;
    }
    const TextEncoding encoding = textEncodingOf(*bytes);
    if (encoding == TextEncoding::MarkedUtf8)
        diagnostics.push_back(
            {Diagnostic::Level::Info, shownAs,
             "the file begins with a byte order mark (U+FEFF), which is left out here; other "
             "judges may stumble over it. Save it as UTF-8 without one."});
    else if (encoding != TextEncoding::AsItIs)
        diagnostics.push_back({Diagnostic::Level::Warning, shownAs,
                               "the file is in UTF-16, as Windows shells write it, and is read all the same; "
                               "other judges do not read it. Save it as UTF-8."});
    std::string text = decodedText(std::move(*bytes));
    if (!isUtf8(text)) {
        diagnostics.push_back(
            {Diagnostic::Level::Warning, shownAs,
             "the file is not valid UTF-8; characters that are not were replaced. Save it as UTF-8."});
        text = toUtf8(text);
    }
    return text;
}

std::optional<std::string> settingsTextIfThere(Reading& reading, const std::string& file)
{
    constexpr std::uint64_t kLargestFile = 64 << 10;
    std::error_code code;
    if (!std::filesystem::exists(std::filesystem::symlink_status(reading.folder / file, code)))
        return std::nullopt;
    const Result<std::filesystem::path> path = files::resolveBelow(reading.folder / file, reading.boundary);
    if (!path) {
        reading.error(file, path.error().message);
        return std::nullopt;
    }
    return readSettingsText(*path, kLargestFile, reading.shown(file), reading.diagnostics);
}

} // namespace assize::package
