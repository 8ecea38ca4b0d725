// SPDX-License-Identifier: GPL-3.0-or-later
// Facts learnt of files by reading them whole, kept between calls, so that a call that only looks at a
// contest need not read all of its tests and sources again.
//
// A file is taken for the file that was read while its path, device, inode, size, mtime and ctime (both in
// nanoseconds) are the same. As in git's index, nothing is remembered of a file whose times are younger than
// three seconds when it is read: it may be written again without its times showing it (FAT keeps them to two
// seconds).
//
// Contestants set mtimes as they like; ctimes they cannot set, where the file system keeps a ctime of its
// own. FAT, exFAT and some network file systems do not. That is why judging never asks: it reads all that it
// judges, and only tells the memory for later calls that look. There a swapped file could change a mark
// beside a result, not a result.
//
// One file for each place that is looked at, in a folder of the user's cache, written whole or not at all;
// with a checksum, so that a damaged file counts as none. Of several processes at once the last process's
// file stays. A file that was not looked at in a call is forgotten with it, and the longest unused files go
// when the folder is full.
#pragma once

#include "base/clock.h"
#include "files/text_look.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::files {

/// The findings of one look at a whole file, or at all files of a hand-in.
struct Learnt
{
    std::string hash; ///< 32 hexadecimal digits, as of Hasher::hex
    TextFacts facts{};
};

/// One thread. A disk that refuses does no harm: then nothing is remembered.
class HashMemory
{
public:
    enum class Use {
        Ask,      ///< remembered files need not be read
        OnlyTell, ///< all is read, for calls that ask later: judging
    };
    /// Bytes of all files of the folder together.
    static constexpr std::uint64_t kLimit = 64 << 20;

    /// `folder` is made when first needed; empty: nothing is remembered. `place` names the place that is
    /// looked at, such as the path of a contest.
    HashMemory(const std::filesystem::path& folder, std::string_view place, Use use, const Clock& clock,
               std::uint64_t limit = kLimit);

    /// Files that are to be read. `purpose` keeps facts learnt in different ways apart, and carries the
    /// version of the way; `words` are all else that decides the facts. All borrowed until the facts are
    /// learnt.
    struct Question
    {
        std::string_view purpose;
        std::vector<std::filesystem::path> files;
        std::vector<std::string_view> words{};
    };
    /// The files as they look before they are read.
    struct Look
    {
        Question question;
        std::optional<Learnt> known; ///< unset: they have to be read
        std::string key;             ///< empty: nothing can be remembered of them
    };
    Look lookAt(Question question);
    /// The facts learnt by reading; forgotten where a file has changed since the look.
    void learn(const Look& look, const Learnt& learnt);

    /// Keeps the facts of the files that this call has looked at.
    void save();

private:
    std::optional<Learnt> find(std::string_view key) const;
    void remember(const std::string& key, const Learnt& learnt);
    void makeRoom(std::uint64_t bytes) const;

    const std::filesystem::path m_folder;
    const std::filesystem::path m_file;
    const Use m_use;
    const Clock& m_clock;
    const std::uint64_t m_limit;
    std::string m_loaded;           ///< the file as it is on disk; empty: there is none that can be used
    std::vector<std::string> m_new; ///< entries of this call
};

} // namespace assize::files
