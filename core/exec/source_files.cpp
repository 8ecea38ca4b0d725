// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/source_files.h"

#include "base/file_kind.h"
#include "base/result.h"
#include "base/utf8.h"
#include "exec/compiler.h"
#include "exec/file_bytes.h"
#include "files/hash.h"
#include "model/python.h"
#include "toolchain/toolchain.h"

#include <algorithm>
#include <cerrno>

namespace assize::exec {
namespace {

// Bounds of the names of files that a box accepts; see sandbox/protocol.
constexpr std::size_t kLongestName = 1000;
constexpr std::ptrdiff_t kDeepestName = 19;
// Of all names together: they stand in a single message to the box, twice.
constexpr std::size_t kMostNames = 48 << 10;

std::string sizeText(std::uint64_t bytes)
{
    return std::to_string((bytes + 1023) >> 10) + " KiB";
}

/// As Hasher::addFile has it of a file.
std::string hashOfContent(std::string_view content)
{
    files::Hasher hasher;
    hasher.add(content);
    return hasher.hex();
}

/// Compilers call such bytes stray, unmappable or invalid, and few say how to mend it.
std::string oldEncodingNote(const LoadedSource& source)
{
    int number = 1;
    for (std::string_view rest = source.content; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (!isUtf8(rest.substr(0, end)))
            return toPrintableLine(source.name) + " is not in UTF-8 but, as line " + std::to_string(number) +
                   " shows, in an old encoding such as Latin-1 or Windows-1252: save the file as UTF-8.\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

} // namespace

LoadedSources loadSources(const std::vector<model::SourceFile>& files, std::uint64_t limit)
{
    if (files.size() > kMaximumSourceFiles) {
        return SourceRefused{"There are " + std::to_string(files.size()) + " source files; at most " +
                             std::to_string(kMaximumSourceFiles) + " can be compiled."};
    }
    std::uint64_t total = 0;
    std::size_t names = 0;
    for (const model::SourceFile& file : files) {
        total += file.size;
        names += file.name.size();
        if (file.name.size() > kLongestName ||
            std::count(file.name.begin(), file.name.end(), '/') > kDeepestName)
            return SourceRefused{"The file name " + toPrintableLine(headOf(file.name, 80)) +
                                 "... is too long."};
    }
    if (names > kMostNames)
        return SourceRefused{"The names of the source files have more than " + sizeText(kMostNames) +
                             " in all."};
    if (total > limit) {
        return SourceRefused{"The source is " + sizeText(total) + " large; the limit is " + sizeText(limit) +
                             " (limits.code)."};
    }
    std::vector<LoadedSource> sources;
    for (const model::SourceFile& file : files) {
        LoadedSource source;
        source.name = file.name;
        const int error = readWholeFile(file.path, limit, source.content);
        const std::string shown = toPrintableLine(file.path.native());
        if (error == EINVAL)
            return SourceUnreadable{shown + " is no longer a regular file"};
        if (error != 0 && error != EFBIG)
            return SourceUnreadable{systemError("cannot read " + shown, error).message};
        const bool isOther = !file.hash.empty() && file.hash != hashOfContent(source.content);
        if (error == EFBIG || source.content.size() != file.size || isOther)
            return SourceUnreadable{shown + " has changed since the submissions were read; judge again"};
        sources.push_back(std::move(source));
    }
    return sources;
}

std::string takeAsText(const model::Language& language, std::vector<LoadedSource>& sources)
{
    std::string refused;
    for (LoadedSource& source : sources) {
        const bool isSource = toolchain::isSourceOf(language, source.name);
        if (!isSource && !isHeaderName(source.name))
            continue;
        std::string_view kind = kindOfBinary(source.content);
        if (kind.empty()) {
            source.encoding = textEncodingOf(source.content);
            source.content = decodedText(std::move(source.content));
            kind = isSource ? kindOfMarkup(source.content) : std::string_view();
        }
        if (!kind.empty())
            refused.append(toPrintableLine(source.name))
                .append(" is ")
                .append(kind)
                .append(", not a source file: hand in the program itself, saved as plain text.\n");
    }
    return refused;
}

std::string encodingNotes(const model::Language& language, const std::vector<LoadedSource>& sources)
{
    std::string notes;
    for (const LoadedSource& source : sources) {
        if (const std::string note = encodingNote(source.name, source.encoding); !note.empty())
            notes += note + '\n';
        // Data that lies beside the sources may be of any kind.
        if (!toolchain::isSourceOf(language, source.name) && !isHeaderName(source.name))
            continue;
        if (source.content.find_first_not_of(" \t\r\n") == std::string::npos)
            notes += toPrintableLine(source.name) + " is empty.\n";
        const std::size_t nul = source.content.find('\0');
        if (nul == std::string::npos) {
            // Python's own check says it, where no line of the source declares another encoding.
            if (!model::pythonInterpreterOf(language.id))
                notes += oldEncodingNote(source);
            continue;
        }
        const auto end = source.content.begin() + static_cast<std::ptrdiff_t>(nul);
        notes += toPrintableLine(source.name) + " holds NUL bytes, the first in line " +
                 std::to_string(std::count(source.content.begin(), end, '\n') + 1) +
                 "; a text editor that shows them can remove them.\n";
    }
    return notes;
}

void putConstants(const std::vector<std::pair<std::string, std::string>>& constants, std::string& content)
{
    if (constants.empty())
        return;
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = content.find("{{"); at != std::string::npos; at = content.find("{{", at)) {
        const std::string_view rest = std::string_view(content).substr(at + 2);
        const auto constant = std::find_if(constants.begin(), constants.end(), [rest](const auto& entry) {
            return rest.starts_with(entry.first) && rest.substr(entry.first.size()).starts_with("}}");
        });
        if (constant == constants.end()) {
            at += 1;
            continue;
        }
        result.append(content, done, at - done).append(constant->second);
        at += constant->first.size() + 4;
        done = at;
    }
    content = result.append(content, done);
}

} // namespace assize::exec
