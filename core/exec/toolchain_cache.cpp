// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/toolchain_cache.h"

#include "base/atomic_file.h"
#include "base/log.h"
#include "exec/content_key.h"
#include "files/read.h"
#include "toolchain/toolchain.h"

#include <array>
#include <set>
#include <sys/stat.h>
#include <system_error>

namespace assize::exec {
namespace {

constexpr std::uint64_t kMostBytes = 64 << 10;

/// Files and folders that change when software is installed, removed or upgraded, or another alternative is
/// chosen.
constexpr std::array kPackageRecords{
    "/var/lib/dpkg/status",  "/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/Packages.db",
    "/var/lib/rpm/Packages", "/var/lib/pacman/local",     "/lib/apk/db/installed",
    "/var/db/pkg",           "/etc/alternatives"};
/// Where libraries lie that programs are linked with: a version is also a promise that they are there.
constexpr std::array kLibraryFolders{"/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu",
                                     "/usr/lib/aarch64-linux-gnu"};

void addTime(KeyHash& hash, const timespec& time)
{
    hash.add(static_cast<std::uint64_t>(time.tv_sec)).add(static_cast<std::uint64_t>(time.tv_nsec));
}

void addState(KeyHash& hash, const std::filesystem::path& path)
{
    struct stat found = {};
    hash.add(path.native());
    if (::stat(path.c_str(), &found) != 0) {
        hash.add("none");
        return;
    }
    hash.add(std::uint64_t{found.st_dev}).add(std::uint64_t{found.st_ino});
    hash.add(static_cast<std::uint64_t>(found.st_size)).add(std::uint64_t{found.st_mode});
    addTime(hash, found.st_mtim);
    addTime(hash, found.st_ctim);
}

/// A file, its folder, and the same of a symbolic link's target.
void addTool(KeyHash& hash, const std::filesystem::path& path)
{
    addState(hash, path);
    addState(hash, path.parent_path());
    std::error_code error;
    const std::filesystem::path real = std::filesystem::canonical(path, error);
    if (error || real == path)
        return;
    addState(hash, real);
    addState(hash, real.parent_path());
}

std::string fileContent(const std::string& state, const std::string& version)
{
    const std::string hash = KeyHash("toolchain version/1").add(state).add(version).finish();
    return state + '\n' + version + '\n' + hash + '\n';
}

} // namespace

ToolchainCache::ToolchainCache(const std::filesystem::path& folder, std::string sandboxFingerprint)
    : m_folder(folder.empty() ? folder : folder / "toolchains"),
      m_sandboxFingerprint(std::move(sandboxFingerprint))
{
}

std::string ToolchainCache::stateOf(const model::Language& language) const
{
    if (m_folder.empty())
        return {};
    std::set<std::string> tools;
    for (const auto* command : {&language.versionCommand, &language.compile, &language.run}) {
        for (const std::string& word : *command) {
            if (word.starts_with('/'))
                tools.insert(word);
        }
    }
    KeyHash hash("toolchain/1");
    hash.add(m_sandboxFingerprint).add(toolchain::fingerprint(language, {})).add(language.versionCommand);
    for (const std::string& tool : tools)
        addTool(hash, tool);
    for (const char* records : kPackageRecords)
        addState(hash, records);
    for (const char* folder : kLibraryFolders)
        addState(hash, folder);
    return hash.finish();
}

std::filesystem::path ToolchainCache::pathOf(const model::Language& language) const
{
    KeyHash hash("toolchain file/1");
    hash.add(m_sandboxFingerprint).add(toolchain::fingerprint(language, {})).add(language.versionCommand);
    return m_folder / hash.finish();
}

std::optional<std::string> ToolchainCache::version(const model::Language& language,
                                                   const std::string& state) const
{
    if (m_folder.empty())
        return std::nullopt;
    const Result<std::string> kept = files::readFile(pathOf(language), kMostBytes);
    const std::string head = state + '\n';
    if (!kept || !kept->starts_with(head))
        return std::nullopt;
    const std::size_t end = kept->find('\n', head.size());
    if (end == std::string::npos)
        return std::nullopt;
    std::string version = kept->substr(head.size(), end - head.size());
    // A file that somebody cut or changed holds no version.
    return *kept == fileContent(state, version) ? std::optional(std::move(version)) : std::nullopt;
}

void ToolchainCache::keep(const model::Language& language, const std::string& state,
                          const std::string& version) const
{
    if (m_folder.empty())
        return;
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (!error)
        std::filesystem::permissions(m_folder, std::filesystem::perms::owner_all, error);
    const Result<void> written = writeFileAtomically(pathOf(language), fileContent(state, version));
    if (!written)
        log(LogLevel::Warning, "exec",
            "the version of " + language.name + " cannot be kept: " + written.error().message);
}

} // namespace assize::exec
