// SPDX-License-Identifier: GPL-3.0-or-later
#include "canaries.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <sched.h>
#include <sstream>
#include <string_view>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace assize::hostile {

namespace {

namespace fs = std::filesystem;

constexpr key_t kIpcKey = 0xA5512E; ///< programs try it too
constexpr std::array kTemporaryFolders = {"/tmp", "/var/tmp", "/dev/shm"};

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

} // namespace

std::vector<std::string> makePrivateMachine()
{
    std::vector<std::string> missing;
    // What outlives its parents becomes ours, and is seen.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    const auto attempt = [&missing](bool done, const std::string& what) {
        if (!done)
            missing.push_back(what + ": " + strerrorname_np(errno));
        return done;
    };
    attempt(::unshare(CLONE_NEWIPC) == 0, "IPC objects");
    attempt(::unshare(CLONE_NEWNET) == 0, "network");
    if (!attempt(::unshare(CLONE_NEWNS) == 0, "mounts"))
        return missing;
    // Private to the outside, but shared within, as on most machines: a box that forgets to make its mounts
    // its own shows them here.
    if (!attempt(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                     ::mount(nullptr, "/", nullptr, MS_REC | MS_SHARED, nullptr) == 0,
                 "mounts"))
        return missing;
    for (const char* folder : kTemporaryFolders)
        attempt(::mount("hostile", folder, "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777") == 0, folder);
    return missing;
}

Canaries::Canaries(const fs::path& judge, const fs::path& contest)
{
    for (const char* folder : kTemporaryFolders)
        layFile(fs::path(folder) / "canary");
    layFile(judge / "canary");
    layFile(contest / "canary");
    layFile(contest / "problems/sum/canary");
    layFile(contest / "problems/sum/data/secret/canary.ans");
    layFile(contest / "submissions/another/canary.txt");
    layFile("/tmp/canary.h");

    const std::string secret = newSecret();
    if (const int id = ::shmget(kIpcKey, 4096, IPC_CREAT | IPC_EXCL | 0666); id >= 0) {
        void* memory = ::shmat(id, nullptr, 0);
        secret.copy(static_cast<char*>(memory), secret.size()); // the rest of it is zero
        ::shmdt(memory);
    }
    if (const int id = ::msgget(kIpcKey, IPC_CREAT | IPC_EXCL | 0666); id >= 0) {
        struct
        {
            long type;
            char text[64];
        } message = {1, {}};
        secret.copy(message.text, sizeof message.text - 1);
        (void)::msgsnd(id, &message, sizeof message.text, IPC_NOWAIT);
    }
    m_listening = unique_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    constexpr std::string_view kName = "assize-canary";
    kName.copy(address.sun_path + 1, kName.size());
    const std::size_t size = offsetof(sockaddr_un, sun_path) + 1 + kName.size();
    (void)!::bind(m_listening.get(), reinterpret_cast<sockaddr*>(&address), static_cast<socklen_t>(size));
    (void)!::listen(m_listening.get(), 100);
    // Without O_CLOEXEC: what the engine forgot to close must not reach a program.
    m_inherited = unique_fd(::open((judge / "canary").c_str(), O_RDONLY));
    ::setenv("ASSIZE_CANARY", newSecret().c_str(), 1);
}

std::string Canaries::newSecret()
{
    std::random_device random;
    std::ostringstream text;
    text << "canary-" << std::hex;
    for (int i = 0; i < 4; ++i)
        text << random();
    m_secrets.push_back(text.str());
    return m_secrets.back();
}

void Canaries::layFile(const fs::path& path)
{
    fs::create_directories(path.parent_path());
    const std::string content = newSecret() + "\n";
    std::ofstream(path) << content;
    ::chmod(path.c_str(), 0644);
    m_files.push_back({path, content});
}

std::string Canaries::changed() const
{
    for (const File& file : m_files) {
        if (contentOf(file.path) != file.content)
            return file.path.string() + " has been changed";
    }
    return {};
}

} // namespace assize::hostile
