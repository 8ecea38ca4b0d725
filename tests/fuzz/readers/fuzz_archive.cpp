// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target of unpacking: whatever the archive says, nothing appears outside the folder, no link leads out
// of it, and the limits hold.
#include "files/folder.h"
#include "files/read.h"
#include "files/unpacker.h"
#include "package_folder.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace assize;

namespace {

/// What was unpacked is below `folder`, and no more than the limits allow.
void checkUnpacked(const std::filesystem::path& folder, const files::UnpackLimits& limits)
{
    const Result<files::Listing> listing = files::walkFolder(folder);
    if (!listing)
        fuzz::fail("a folder that cannot be read");
    std::uint64_t bytes = 0;
    for (const files::Entry& entry : listing->entries) {
        bytes += entry.size;
        std::error_code code;
        switch (entry.kind) {
        case files::EntryKind::RegularFile:
        case files::EntryKind::Folder:
            break;
        case files::EntryKind::SymbolicLink:
            if (std::filesystem::exists(entry.path, code) && !files::resolveBelow(entry.path, folder))
                fuzz::fail("a link leads out");
            break;
        default:
            fuzz::fail("a device, a FIFO or a socket");
        }
    }
    // Second names of a file count again here.
    if (bytes > limits.bytes * (listing->entries.size() + 1) || listing->entries.size() > limits.members)
        fuzz::fail("more than the limits allow");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static fuzz::PackageFolder top({{"unpacked/x", ""}, {"beside", "outside"}}, {"none"});
    const std::filesystem::path folder = top.root() / "unpacked";
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    std::filesystem::create_directory(folder, ignored);
    const unique_fd fd(::memfd_create("archive", MFD_CLOEXEC));
    if (!fd || ::write(fd.get(), data, size) != static_cast<::ssize_t>(size))
        fuzz::fail("no memory file");
    files::UnpackLimits limits;
    limits.bytes = 1 << 20;
    limits.members = 100;
    limits.ratioFrom = 64 << 10;
    limits.ratio = 100;
    limits.time = std::chrono::seconds(3);
    const Result<std::uint64_t> written = files::unpackInto(fd.get(), size, folder, limits);
    if (written && *written > limits.bytes)
        fuzz::fail("more bytes than the limit");
    if (!written && written.error().message.empty())
        fuzz::fail("an empty message");
    // After a refusal too: what was written until then was written within.
    if (written)
        checkUnpacked(folder, limits);
    if (std::distance(std::filesystem::directory_iterator(top.root()), {}) != 2)
        fuzz::fail("something was written outside");
    return 0;
}
