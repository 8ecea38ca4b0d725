// SPDX-License-Identifier: GPL-3.0-or-later
#include "spawner.h"

#include "box_process.h"
#include "cgroup.h"
#include "sandbox/protocol/channel.h"
#include "sandbox/protocol/messages.h"
#include "system.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <vector>

namespace assize::box {

namespace {

using sandbox::protocol::CloseBox;
using sandbox::protocol::OpenBox;
using sandbox::protocol::Received;

/// Boxes that were closed and are on their way out. With more of them the spawner waits.
constexpr std::size_t kMostDying = 32;

struct LiveBox
{
    std::uint32_t id = 0;
    pid_t pid = -1;
    unique_fd handle;
    bool grouped = false;
    bool isolated = true;
    bool dying = false;
};

class Spawner
{
public:
    explicit Spawner(int engine) : m_engine(engine), m_cgroups(findCgroups()) {}

    bool greet();
    void serve();
    void endAll();

private:
    bool receive();
    void open(const OpenBox& setup, unique_fd socket);
    void refuse(const unique_fd& socket, const Failure& failure);
    void close(LiveBox& box);
    void bury(LiveBox& box);

    int m_engine;
    CgroupPlan m_cgroups;
    std::vector<LiveBox> m_boxes;
    std::array<char, sandbox::protocol::kMaximumMessage> m_packet{};
};

bool Spawner::greet()
{
    sandbox::protocol::Hello hello{m_cgroups.kind, m_cgroups.refusals};
    sandbox::protocol::Writer writer;
    encode(writer, hello);
    return sandbox::protocol::sendPacket(m_engine, writer.view()) == 0;
}

void Spawner::refuse(const unique_fd& socket, const Failure& failure)
{
    sandbox::protocol::Ready ready;
    ready.failure = failure;
    sandbox::protocol::Writer writer;
    encode(writer, ready);
    (void)sandbox::protocol::sendPacket(socket.get(), writer.view());
}

void Spawner::open(const OpenBox& setup, unique_fd socket)
{
    LiveBox box;
    box.id = setup.id;
    box.isolated = setup.isolated;
    box.grouped = setup.cgroups && !m_cgroups.kind.empty();
    if (box.grouped) {
        if (Attempt<> made = makeGroups(m_cgroups, setup.id); !made) {
            removeGroups(m_cgroups, setup.id);
            return refuse(socket, made.failure());
        }
    }
    int handle = -1;
    const int self = ::getpid();
    const long pid =
        ::syscall(SYS_clone, cloneFlags(setup) | CLONE_PIDFD | SIGCHLD, nullptr, &handle, nullptr, 0);
    if (pid == 0) {
        ::close(m_engine); // its number, 0, is taken again before anything else is opened
        for (LiveBox& other : m_boxes)
            other.handle.reset();
        const CgroupPlan none;
        serveBox(setup, socket.get(), box.grouped ? m_cgroups : none, self);
    }
    if (pid < 0) {
        refuse(socket, failed(Step::CloneBox));
        if (box.grouped)
            removeGroups(m_cgroups, setup.id);
        return;
    }
    box.pid = static_cast<pid_t>(pid);
    box.handle = unique_fd(handle);
    m_boxes.push_back(std::move(box));
}

/// Ends a box, whose namespace ends with it, and waits for that.
void Spawner::bury(LiveBox& box)
{
    if (!box.isolated) {
        // Nothing ends its program but itself, when it sees that the engine has closed the socket.
        constexpr int kPatience = 2000; // ms
        pollfd event{box.handle.get(), POLLIN, 0};
        (void)::poll(&event, 1, kPatience);
    }
    ::syscall(SYS_pidfd_send_signal, box.handle.get(), SIGKILL, nullptr, 0);
    while (::waitpid(box.pid, nullptr, __WALL) < 0 && errno == EINTR) {
    }
    if (box.grouped)
        removeGroups(m_cgroups, box.id);
}

/// Begins the end of a box. Nobody waits for it: the next box of the slot has other groups and another
/// number.
void Spawner::close(LiveBox& box)
{
    if (box.isolated)
        ::syscall(SYS_pidfd_send_signal, box.handle.get(), SIGKILL, nullptr, 0);
    box.dying = true;
    const auto isDying = [](const LiveBox& live) { return live.dying; };
    if (static_cast<std::size_t>(std::count_if(m_boxes.begin(), m_boxes.end(), isDying)) <= kMostDying)
        return;
    const auto oldest = std::find_if(m_boxes.begin(), m_boxes.end(), isDying);
    bury(*oldest);
    m_boxes.erase(oldest);
}

bool Spawner::receive()
{
    std::vector<unique_fd> descriptors;
    const Received received = sandbox::protocol::receivePacket(m_engine, m_packet, descriptors);
    if (received.error != 0 || received.endOfFile)
        return false;
    const std::string_view packet(m_packet.data(), received.size);
    OpenBox setup;
    CloseBox closing;
    if (decode(packet, setup) && descriptors.size() == 1) {
        open(setup, std::move(descriptors.front()));
        return true;
    }
    if (!decode(packet, closing))
        return false;
    const auto box = std::find_if(m_boxes.begin(), m_boxes.end(),
                                  [&closing](const LiveBox& live) { return live.id == closing.id; });
    if (box != m_boxes.end())
        close(*box);
    return true;
}

void Spawner::serve()
{
    std::vector<pollfd> events;
    for (;;) {
        events.assign(1, pollfd{m_engine, POLLIN, 0});
        for (const LiveBox& box : m_boxes)
            events.push_back({box.handle.get(), POLLIN, 0});
        if (::poll(events.data(), events.size(), -1) < 0)
            continue;
        for (std::size_t i = m_boxes.size(); i > 0; --i) {
            if (events[i].revents == 0)
                continue;
            bury(m_boxes[i - 1]);
            m_boxes.erase(m_boxes.begin() + static_cast<std::ptrdiff_t>(i) - 1);
        }
        if (events[0].revents != 0 && !receive())
            return;
    }
}

void Spawner::endAll()
{
    for (const LiveBox& box : m_boxes) {
        if (box.isolated)
            ::syscall(SYS_pidfd_send_signal, box.handle.get(), SIGKILL, nullptr, 0);
    }
    for (LiveBox& box : m_boxes)
        bury(box);
    leaveCgroups(m_cgroups);
}

/// A program shall not notice that Assize was started by nohup, or in the background, or by something that
/// blocks signals.
void forgetInheritedSignals()
{
    for (int signal = 1; signal < NSIG; ++signal)
        ::signal(signal, SIG_DFL); // fails for some, which cannot be ignored either
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

} // namespace

int runSpawner(int engine)
{
    forgetInheritedSignals();
    // Away from the terminal's process group: Ctrl-C is the engine's to answer.
    ::setsid();
    ::prctl(PR_SET_NAME, "assize-spawner", 0, 0, 0);
    static Spawner spawner(engine);
    const bool heard = spawner.greet();
    if (heard)
        spawner.serve();
    spawner.endAll();
    return heard ? 0 : 1;
}

} // namespace assize::box
