// SPDX-License-Identifier: GPL-3.0-or-later
// The folders that a program may write to: filled before a run, read after it, emptied for the next.
//
// Everything here was made by a program that may be hostile: nothing is opened through a symbolic link,
// blocks, or is anything but a regular file when it is read.
#pragma once

#include "root.h"
#include "sandbox/protocol/messages.h"
#include "system.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace assize::box {

/// A copy of a file of the work folder.
struct Product
{
    std::string name;
    unique_fd fd;
    std::uint64_t size = 0;
    bool executable = false;
};

class WorkArea
{
public:
    /// `key` goes with calls that only the box may make.
    WorkArea(Root root, std::uint64_t key);

    /// Sets how many bytes may lie in the area beside the content of `files`. 0 lifts the limit.
    Attempt<> setSpace(std::uint64_t bytes, std::span<const unique_fd> files);
    /// Copies `files` into the work folder from `descriptors`, over files of the same name.
    Attempt<> place(std::span<const sandbox::protocol::PlacedFile> files,
                    std::span<const unique_fd> descriptors);
    /// Copies of the files of the work folder that match one of `patterns`, at most `limit` bytes in all.
    /// Sets `tooMuch` when a matching file had no room.
    std::vector<Product> collect(std::span<const std::string_view> patterns, std::uint64_t limit,
                                 bool& tooMuch);
    /// Empties the area. False when something could not be removed: the box must not be used again. `files`
    /// gets the names of the regular files that lay in the work folder itself, which have to be read anyway;
    /// of very many only the first.
    bool reset(std::vector<std::string>& files);

    /// Removes the folder of a box without isolation.
    void remove();

    int processes() const { return m_root.processes.get(); }

private:
    struct State
    {
        std::uint64_t freeBlocks = 0;
        std::uint64_t freeFiles = 0;
        bool operator==(const State&) const = default;
    };
    State state() const;
    bool restoreFolders();
    Attempt<> placeOne(const sandbox::protocol::PlacedFile& file, int from);
    void collectOne(const char* name, std::uint64_t& left, std::vector<Product>& products, bool& tooMuch);

    Root m_root;
    std::uint64_t m_key;
    std::uint64_t m_space = 64ULL << 20;
    State m_clean;
};

/// Removes everything in `folder`, at most `depth` folders deep. False when something is left. `files`, where
/// it is set, gets the names of the regular files in the folder itself.
bool emptyFolder(int folder, unsigned depth, std::vector<std::string>* files = nullptr);

} // namespace assize::box
