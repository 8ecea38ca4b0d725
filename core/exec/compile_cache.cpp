// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/compile_cache.h"

#include "base/log.h"
#include "base/result.h"
#include "exec/content_key.h"
#include "exec/file_bytes.h"
#include "exec/kept_files.h"
#include "sandbox/sandbox.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace assize::exec {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFormat = "assize executable/1";
constexpr std::size_t kHashLength = 32;

/// Writes an entry: fields with their lengths before them, and at the end the hash of all that came before.
class EntryWriter
{
public:
    explicit EntryWriter(int fd) : m_fd(fd), m_hash(kFormat) {}

    void bytes(std::string_view bytes)
    {
        m_hash.addRaw(bytes);
        raw(bytes);
    }
    void number(std::uint64_t value)
    {
        char text[8];
        for (unsigned i = 0; i < sizeof text; ++i)
            text[i] = static_cast<char>(value >> (8 * i));
        bytes({text, sizeof text});
    }
    void field(std::string_view value)
    {
        number(value.size());
        bytes(value);
    }
    void file(const ProgramFile& file)
    {
        field(file.name);
        number(file.executable ? 1 : 0);
        number(file.size);
        std::string block;
        for (std::uint64_t offset = 0; offset < file.size && m_error == 0; offset += block.size()) {
            block.resize(static_cast<std::size_t>(std::min<std::uint64_t>(1 << 18, file.size - offset)));
            const int error = readExactly(file.fd.get(), offset, block.data(), block.size());
            if (error != 0)
                m_error = error;
            else
                bytes(block);
        }
    }
    /// 0, or the first errno.
    int finish()
    {
        raw(m_hash.finish());
        return m_error;
    }

private:
    void raw(std::string_view bytes)
    {
        while (!bytes.empty() && m_error == 0) {
            const ssize_t written = ::write(m_fd, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                m_error = written < 0 ? errno : ENOSPC;
            else
                bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    int m_fd;
    KeyHash m_hash;
    int m_error = 0;
};

class EntryReader
{
public:
    explicit EntryReader(std::string_view bytes) : m_rest(bytes) {}

    std::string_view bytes(std::uint64_t size)
    {
        if (size > m_rest.size()) {
            m_ok = false;
            m_rest = {};
            return {};
        }
        const std::string_view result = m_rest.substr(0, static_cast<std::size_t>(size));
        m_rest.remove_prefix(result.size());
        return result;
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        unsigned shift = 0;
        for (const char byte : bytes(8)) {
            value |= std::uint64_t{static_cast<unsigned char>(byte)} << shift;
            shift += 8;
        }
        return value;
    }
    std::string_view field() { return bytes(number()); }
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_ok && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

std::optional<Compiled> decode(std::string_view entry)
{
    if (entry.size() < kHashLength)
        return std::nullopt;
    const std::string_view content = entry.substr(0, entry.size() - kHashLength);
    if (KeyHash(kFormat).addRaw(content).finish() != entry.substr(content.size()))
        return std::nullopt;
    EntryReader reader(content);
    Compiled compiled;
    compiled.outcome.ok = reader.number() != 0;
    compiled.outcome.cpuTime = std::chrono::nanoseconds(static_cast<std::int64_t>(reader.number()));
    compiled.outcome.wallTime = std::chrono::nanoseconds(static_cast<std::int64_t>(reader.number()));
    compiled.outcome.log = reader.field();
    const std::uint64_t count = reader.number();
    for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
        ProgramFile file;
        file.name = reader.field();
        file.executable = reader.number() != 0;
        const std::string_view bytes = reader.field();
        file.size = bytes.size();
        Result<unique_fd> fd = sandbox::makeMemoryFile(bytes, "executable");
        if (!fd)
            return std::nullopt;
        file.fd = std::move(*fd);
        compiled.files.push_back(std::move(file));
    }
    if (!reader.atEnd())
        return std::nullopt;
    return compiled;
}

} // namespace

CompileCache::CompileCache(const fs::path& folder, std::uint64_t limit, const Clock& clock)
    : m_folder(folder.empty() ? folder : folder / "executables"), m_limit(limit), m_clock(clock)
{
}

fs::path CompileCache::pathOf(const std::string& key) const
{
    return m_folder / key.substr(0, 2) / key;
}

std::shared_ptr<const Compiled> CompileCache::share(const std::string& key, Compiled compiled)
{
    auto shared = std::make_shared<const Compiled>(std::move(compiled));
    const std::lock_guard lock(m_mutex);
    // Entries of which nobody holds anything any more are forgotten now and then.
    if (m_shared.size() > 1000)
        std::erase_if(m_shared, [](const auto& entry) { return entry.second.expired(); });
    m_shared[key] = shared;
    return shared;
}

std::shared_ptr<const Compiled> CompileCache::find(const std::string& key)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_shared.find(key);
        if (known != m_shared.end()) {
            if (std::shared_ptr<const Compiled> compiled = known->second.lock())
                return compiled;
        }
    }
    if (m_folder.empty())
        return nullptr;
    const fs::path path = pathOf(key);
    std::string bytes;
    if (const int error = readWholeFile(path, m_limit, bytes); error != 0) {
        if (error != ENOENT)
            complain(systemError("cannot read the kept executable " + path.string(), error).message);
        return nullptr;
    }
    std::optional<Compiled> compiled = decode(bytes);
    if (!compiled) {
        std::error_code ignored;
        fs::remove(path, ignored);
        log(LogLevel::Warning, "exec",
            "the kept executable " + path.string() + " is damaged; it is made again");
        return nullptr;
    }
    noteUse(path, m_clock);
    return share(key, std::move(*compiled));
}

std::shared_ptr<const Compiled> CompileCache::insert(const std::string& key, Compiled compiled)
{
    std::shared_ptr<const Compiled> shared = share(key, std::move(compiled));
    if (!m_folder.empty())
        store(key, *shared);
    return shared;
}

void CompileCache::store(const std::string& key, const Compiled& compiled)
{
    std::uint64_t size = compiled.outcome.log.size() + 1024;
    for (const ProgramFile& file : compiled.files)
        size += file.size + file.name.size();
    if (size > m_limit / 4)
        return;
    const fs::path path = pathOf(key);
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (!error)
        fs::permissions(m_folder, fs::perms::owner_all, error);
    std::string temporary = path.string() + ".XXXXXX";
    const unique_fd fd(error ? -1 : ::mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd) {
        complain("cannot keep executables in " + m_folder.string() + ": " +
                 (error ? error.message() : systemError("new file", errno).message));
        return;
    }
    makeRoom(size);
    EntryWriter writer(fd.get());
    writer.number(compiled.outcome.ok ? 1 : 0);
    writer.number(static_cast<std::uint64_t>(compiled.outcome.cpuTime.count()));
    writer.number(static_cast<std::uint64_t>(compiled.outcome.wallTime.count()));
    writer.field(compiled.outcome.log);
    writer.number(compiled.files.size());
    for (const ProgramFile& file : compiled.files)
        writer.file(file);
    int failure = writer.finish();
    if (failure == 0 && ::rename(temporary.c_str(), path.c_str()) != 0)
        failure = errno;
    if (failure != 0) {
        ::unlink(temporary.c_str());
        complain(systemError("cannot keep an executable as " + path.string(), failure).message);
        return;
    }
    noteUse(path, m_clock);
}

void CompileCache::makeRoom(std::uint64_t added)
{
    {
        const std::lock_guard lock(m_mutex);
        m_size += added;
        if (m_measured && m_size <= m_limit)
            return;
    }
    const std::vector<KeptFile> entries = filesByUse(m_folder);
    std::uint64_t size = added;
    for (const KeptFile& entry : entries)
        size += entry.size;
    // A little more than needed, so that the folder is not walked through again at once.
    const std::uint64_t target = size > m_limit ? m_limit - m_limit / 8 : m_limit;
    for (const KeptFile& entry : entries) {
        if (size <= target)
            break;
        std::error_code error;
        // An empty file is being written by somebody at this moment.
        if (entry.size != 0 && fs::remove(entry.path, error) && !error)
            size -= entry.size;
    }
    const std::lock_guard lock(m_mutex);
    m_measured = true;
    m_size = size;
}

void CompileCache::complain(const std::string& message)
{
    const std::lock_guard lock(m_mutex);
    if (!std::exchange(m_complained, true))
        log(LogLevel::Warning, "exec", message);
}

} // namespace assize::exec
