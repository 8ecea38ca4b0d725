// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hash_memory.h"

#include "base/atomic_file.h"
#include "files/archive_cache.h"
#include "files/folder.h"
#include "files/hash.h"
#include "files/read.h"

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::files {
namespace {

constexpr std::string_view kVersion = "assize.hashes/1\n";
constexpr std::size_t kHexDigits = 32;
/// A key, a hash, the size and the facts.
constexpr std::size_t kEntry = 2 * kHexDigits + 8 + 8;
/// More than the two seconds to which FAT rounds times.
constexpr std::chrono::seconds kSettled{3};
/// A file of another process that is being written has its own name long before.
constexpr std::chrono::hours kTimeToWrite{1};

std::string littleEndian(std::uint64_t number)
{
    std::string bytes;
    for (int shift = 0; shift < 64; shift += 8)
        bytes += static_cast<char>((number >> shift) & 0xFF);
    return bytes;
}

std::uint64_t numberAt(std::string_view bytes, std::size_t offset)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
    return number;
}

std::uint64_t bitsOf(const TextFacts& facts)
{
    auto bits = static_cast<std::uint64_t>(facts.encoding);
    unsigned place = 8;
    for (const bool fact : {facts.windowsLines, facts.unixLines, facts.loneReturns, facts.zeros,
                            facts.notUtf8, facts.lastLineEnds})
        bits |= std::uint64_t{fact} << place++;
    return bits;
}

/// Of an entry of the memory.
TextFacts factsOf(std::string_view entry)
{
    const std::uint64_t bits = numberAt(entry, 2 * kHexDigits + 8);
    TextFacts facts;
    facts.size = numberAt(entry, 2 * kHexDigits);
    facts.encoding = static_cast<TextFacts::Encoding>(bits & 0xFF);
    unsigned place = 8;
    for (bool* fact : {&facts.windowsLines, &facts.unixLines, &facts.loneReturns, &facts.zeros,
                       &facts.notUtf8, &facts.lastLineEnds})
        *fact = ((bits >> place++) & 1) != 0;
    return facts;
}

/// The key of files as they look now; empty: one of them is no regular file. `newest`: the last of their
/// times.
std::string keyOf(const HashMemory::Question& question,
                  std::chrono::system_clock::time_point* newest = nullptr)
{
    Hasher hasher;
    hasher.add(question.purpose);
    hasher.add(static_cast<std::uint64_t>(question.words.size()));
    for (const std::string_view word : question.words)
        hasher.add(word);
    for (const std::filesystem::path& file : question.files) {
        struct ::stat status = {};
        if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            return {};
        hasher.add(std::string_view(file.native()));
        for (const std::uint64_t number :
             {std::uint64_t{status.st_dev}, std::uint64_t{status.st_ino},
              static_cast<std::uint64_t>(status.st_size), static_cast<std::uint64_t>(status.st_mtim.tv_sec),
              static_cast<std::uint64_t>(status.st_mtim.tv_nsec),
              static_cast<std::uint64_t>(status.st_ctim.tv_sec),
              static_cast<std::uint64_t>(status.st_ctim.tv_nsec)})
            hasher.add(number);
        if (newest != nullptr)
            *newest = std::max({*newest, timeOf(status.st_mtim), timeOf(status.st_ctim)});
    }
    return hasher.hex();
}

std::string_view keyAt(std::string_view entries, std::size_t index)
{
    return entries.substr(index * kEntry, kHexDigits);
}

/// The entries of a file that is whole; else none.
std::string_view entriesOf(std::string_view file)
{
    const std::size_t frame = kVersion.size() + kHexDigits;
    if (file.size() < frame || (file.size() - frame) % kEntry != 0 || !file.starts_with(kVersion))
        return {};
    const std::string_view content = file.substr(0, file.size() - kHexDigits);
    if (hashOf(content) != file.substr(content.size()))
        return {};
    return content.substr(kVersion.size());
}

/// The folder of another user may hold anything.
bool isOurs(const std::filesystem::path& folder)
{
    struct ::stat status = {};
    return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

} // namespace

HashMemory::HashMemory(const std::filesystem::path& folder, std::string_view place, Use use,
                       const Clock& clock, std::uint64_t limit)
    : m_folder(folder), m_file(folder.empty() ? folder : folder / hashOf(place)), m_use(use), m_clock(clock),
      m_limit(limit)
{
    if (m_folder.empty() || !isOurs(m_folder))
        return;
    Result<std::string> bytes = readFile(m_file, m_limit);
    if (bytes && !entriesOf(*bytes).empty())
        m_loaded = std::move(*bytes);
}

std::optional<Learnt> HashMemory::find(std::string_view key) const
{
    if (m_loaded.empty())
        return std::nullopt;
    const std::string_view entries =
        std::string_view(m_loaded).substr(kVersion.size(), m_loaded.size() - kVersion.size() - kHexDigits);
    std::size_t first = 0;
    for (std::size_t count = entries.size() / kEntry; count > 0;) {
        const std::size_t half = count / 2;
        if (keyAt(entries, first + half) < key) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    if (first * kEntry == entries.size() || keyAt(entries, first) != key)
        return std::nullopt;
    const std::string_view entry = entries.substr(first * kEntry, kEntry);
    return Learnt{std::string(entry.substr(kHexDigits, kHexDigits)), factsOf(entry)};
}

HashMemory::Look HashMemory::lookAt(Question question)
{
    Look look;
    look.question = std::move(question);
    if (m_folder.empty())
        return look;
    std::chrono::system_clock::time_point newest;
    const std::chrono::system_clock::time_point now = m_clock.calendarNow();
    look.key = keyOf(look.question, &newest);
    if (look.key.empty())
        return look;
    if (m_use == Use::Ask)
        look.known = find(look.key);
    if (look.known)
        remember(look.key, *look.known);
    else if (newest > now - kSettled)
        look.key.clear();
    return look;
}

void HashMemory::learn(const Look& look, const Learnt& learnt)
{
    if (!look.key.empty() && !look.known && keyOf(look.question) == look.key)
        remember(look.key, learnt);
}

void HashMemory::remember(const std::string& key, const Learnt& learnt)
{
    if (learnt.hash.size() == kHexDigits)
        m_new.push_back(key + learnt.hash + littleEndian(learnt.facts.size) +
                        littleEndian(bitsOf(learnt.facts)));
}

void HashMemory::save()
{
    if (m_folder.empty() || m_new.empty())
        return;
    std::sort(m_new.begin(), m_new.end());
    m_new.erase(std::unique(m_new.begin(), m_new.end()), m_new.end());
    std::string bytes(kVersion);
    for (const std::string& entry : m_new)
        bytes += entry;
    bytes += hashOf(bytes);
    if (bytes == m_loaded) {
        // It was used.
        (void)::utimensat(AT_FDCWD, m_file.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
        return;
    }
    if (bytes.size() > m_limit || !makePrivateFolder(m_folder))
        return;
    makeRoom(bytes.size());
    if (writeFileAtomically(m_file, bytes))
        m_loaded = std::move(bytes);
}

/// The longest unused go until `bytes` more fit.
void HashMemory::makeRoom(std::uint64_t bytes) const
{
    Result<Listing> listing = listFolder(m_folder);
    if (!listing)
        return;
    std::vector<Entry>& entries = listing->entries;
    std::erase_if(entries, [this](const Entry& entry) { return !entry.isFile() || entry.path == m_file; });
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.modified < b.modified; });
    std::uint64_t sum = bytes;
    for (const Entry& entry : entries)
        sum += entry.size;
    const std::chrono::system_clock::time_point now = m_clock.calendarNow();
    for (const Entry& entry : entries) {
        // Names of our own are hexadecimal: this file was left by a killed process.
        const bool unfinished = entry.name.find('.') != std::string::npos;
        if (unfinished ? now - entry.modified < kTimeToWrite : sum <= m_limit)
            continue;
        std::error_code ignored;
        std::filesystem::remove(entry.path, ignored);
        sum -= entry.size;
    }
}

} // namespace assize::files
