// SPDX-License-Identifier: GPL-3.0-or-later
#include "watched_sandbox.h"

#include <algorithm>
#include <sys/mman.h>

namespace assize::hostile {

using sandbox::RunResult;

class WatchedSandbox::WatchedBox final : public sandbox::Box
{
public:
    WatchedBox(WatchedSandbox& owner, std::unique_ptr<sandbox::Box> behind, bool hostile)
        : m_owner(owner), m_behind(std::move(behind)), m_hostile(hostile)
    {
    }
    RunResult run(const sandbox::RunRequest& request, std::stop_token stop) override
    {
        const auto begin = std::chrono::steady_clock::now();
        RunResult result = m_behind->run(request, stop);
        m_owner.look(result, std::chrono::steady_clock::now() - begin, m_hostile);
        return result;
    }

private:
    WatchedSandbox& m_owner;
    std::unique_ptr<sandbox::Box> m_behind;
    const bool m_hostile;
};

Result<std::unique_ptr<sandbox::Box>> WatchedSandbox::openBox(sandbox::BoxRole role, int slot)
{
    Result<std::unique_ptr<sandbox::Box>> box = m_behind.openBox(role, slot);
    if (!box)
        return box.error();
    const bool hostile = role == sandbox::BoxRole::Contestant && slot == 0;
    return std::unique_ptr<sandbox::Box>(std::make_unique<WatchedBox>(*this, std::move(*box), hostile));
}

Seen WatchedSandbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_seen, {});
}

void WatchedSandbox::look(const RunResult& result, std::chrono::nanoseconds taken, bool hostile)
{
    const std::lock_guard lock(m_mutex);
    if (result.status == model::RunStatus::SandboxFailed)
        m_seen.faults.push_back("the sandbox failed: " + whyItFailed(result));
    if (!hostile)
        return;
    m_seen.longestCleaning = std::max(m_seen.longestCleaning, taken - result.wallTime);
    m_seen.lastErrors = result.standardError;
    searchText(result.standardError, "standard error");
    m_seen.lastOutput.clear();
    if (result.standardOutput) {
        m_seen.lastOutput.resize(std::min<std::uint64_t>(result.outputSize, 4096));
        const ssize_t got =
            ::pread(result.standardOutput.get(), m_seen.lastOutput.data(), m_seen.lastOutput.size(), 0);
        m_seen.lastOutput.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        searchFile(result.standardOutput.get(), result.outputSize, "standard output");
    }
    for (const sandbox::CollectedFile& file : result.collected)
        searchFile(file.fd.get(), file.size, file.name);
}

void WatchedSandbox::searchFile(int fd, std::uint64_t size, const std::string& name)
{
    if (size == 0)
        return;
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
        m_seen.faults.push_back(name + " cannot be looked through");
        return;
    }
    searchText({static_cast<const char*>(bytes), size}, name);
    ::munmap(bytes, size);
}

void WatchedSandbox::searchText(std::string_view text, const std::string& name)
{
    const std::string fault = "a secret of the host is in " + name + ": ";
    for (const std::string& secret : m_secrets) {
        if (text.find(secret) != std::string_view::npos)
            m_seen.faults.push_back(fault + secret);
    }
}

} // namespace assize::hostile
