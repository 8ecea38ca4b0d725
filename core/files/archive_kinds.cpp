// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a file is an archive: by the first bytes, and by the name.
#include "files/archive.h"
#include "files/read.h"

#include <algorithm>
#include <array>

namespace assize::files {
namespace {

struct Beginning
{
    std::size_t offset;
    std::string_view bytes;
};

constexpr std::array<Beginning, 10> kBeginnings = {{{0, {"PK\3\4", 4}},
                                                    {0, {"PK\5\6", 4}}, // a zip of nothing
                                                    {0, {"PK\7\10", 4}},
                                                    {0, {"\x1F\x8B", 2}},
                                                    {0,
                                                     {"\xFD"
                                                      "7zXZ\0",
                                                      6}},
                                                    {0, {"\x28\xB5\x2F\xFD", 4}},
                                                    {0, {"BZh", 3}},
                                                    {0, {"7z\xBC\xAF\x27\x1C", 6}},
                                                    {0, {"Rar!\x1A\x07", 6}}, // RAR 1.5 to 5
                                                    {257, {"ustar", 5}}}};

/// Longer endings first.
constexpr std::array<std::string_view, 14> kEndings = {".tar.bz2", ".tar.zst", ".tar.gz", ".tar.xz", ".tbz2",
                                                       ".tzst",    ".tgz",     ".txz",    ".tbz",    ".zip",
                                                       ".kpp",     ".tar",     ".rar",    ".7z"};

std::size_t lengthOfEnding(std::string_view name)
{
    for (const std::string_view ending : kEndings) {
        if (name.size() <= ending.size())
            continue;
        std::string end(name.substr(name.size() - ending.size()));
        for (char& c : end)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (end == ending)
            return ending.size();
    }
    return 0;
}

} // namespace

bool isArchive(const std::filesystem::path& file)
{
    const Result<std::string> head = readHead(file, kArchiveHead);
    return head && beginsAsArchive(*head);
}

bool beginsAsArchive(std::string_view head)
{
    return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](const Beginning& beginning) {
        return head.size() > beginning.offset &&
               head.substr(beginning.offset, beginning.bytes.size()) == beginning.bytes;
    });
}

bool hasArchiveName(std::string_view name)
{
    return lengthOfEnding(name) > 0;
}

std::string withoutArchiveEnding(std::string_view name)
{
    return std::string(name.substr(0, name.size() - lengthOfEnding(name)));
}

} // namespace assize::files
