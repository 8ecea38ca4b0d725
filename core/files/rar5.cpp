// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of the format (RAR 5.0 archive format, "General archive block format"): a sum of 4 bytes, the size
// of the header, its type, flags, the size of the extra area at its end (flag 1) and of the data after it
// (flag 2).
#include "files/rar5.h"

#include <string_view>
#include <unistd.h>

namespace assize::files {
namespace {

constexpr std::string_view kSignature("Rar!\x1A\x07\x01\x00", 8);
constexpr std::size_t kLargestHeader = 2 << 20;
constexpr int kMostBlocks = 100'000;
constexpr std::uint64_t kFile = 2;
constexpr std::uint64_t kService = 3;
constexpr std::uint64_t kEncryption = 4;
constexpr std::uint64_t kEncryptionRecord = 1;

/// A number of 7 bits a byte, low bits first, removed from the front; false: it is not whole.
bool take(std::string_view& bytes, std::uint64_t& value)
{
    value = 0;
    for (int shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if ((byte & 0x80) == 0)
            return true;
    }
    return false;
}

bool hasEncryptionRecord(std::string_view extra)
{
    std::uint64_t size = 0;
    while (take(extra, size) && size > 0 && size <= extra.size()) {
        std::string_view record = extra.substr(0, size);
        std::uint64_t type = 0;
        if (take(record, type) && type == kEncryptionRecord)
            return true;
        extra.remove_prefix(size);
    }
    return false;
}

} // namespace

bool isEncryptedRar5(const std::function<std::string(std::uint64_t offset, std::size_t size)>& read)
{
    if (read(0, kSignature.size()) != kSignature)
        return false;
    std::uint64_t offset = kSignature.size();
    for (int block = 0; block < kMostBlocks; ++block) {
        const std::string head = read(offset, 4 + 10);
        std::string_view left = head;
        std::uint64_t size = 0;
        if (left.size() < 5)
            return false;
        left.remove_prefix(4);
        if (!take(left, size) || size == 0 || size > kLargestHeader)
            return false;
        offset += head.size() - left.size();
        const std::string header = read(offset, size);
        left = header;
        std::uint64_t type = 0;
        std::uint64_t flags = 0;
        std::uint64_t extra = 0;
        std::uint64_t data = 0;
        if (header.size() != size || !take(left, type) || !take(left, flags) ||
            ((flags & 1) != 0 && !take(left, extra)) || ((flags & 2) != 0 && !take(left, data)))
            return false;
        if (type == kEncryption)
            return true;
        if ((type == kFile || type == kService) && extra <= left.size() &&
            hasEncryptionRecord(left.substr(left.size() - extra)))
            return true;
        if (data > (std::uint64_t{1} << 60))
            return false;
        offset += size + data;
    }
    return false;
}

bool isEncryptedRar5(int fd)
{
    return isEncryptedRar5([fd](std::uint64_t offset, std::size_t size) {
        std::string bytes(size, '\0');
        const ::ssize_t got = ::pread(fd, bytes.data(), size, static_cast<::off_t>(offset));
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    });
}

} // namespace assize::files
