// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/helper.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

// Its 1.81 does not compile in parts where conversions are warned about.
// The first three are false alarms of gcc 12 about its list of descriptors, given where the templates are
// expanded.
#pragma GCC diagnostic ignored "-Warray-bounds"
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wrestrict"
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <boost/asio/io_context.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#pragma GCC diagnostic pop

namespace assize::process {

namespace {

namespace v2 = boost::process::v2;

/// Closes the descriptors that the library leaves open, and does not return from a failed execve through
/// exit(3), which would run our own exit handlers in the child.
struct CleanChild
{
    template<typename Launcher>
    boost::system::error_code on_exec_setup(Launcher&, const v2::filesystem::path&, const char* const*)
    {
        ::syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */);
        return {};
    }
    template<typename Launcher>
    void on_exec_error(Launcher&, const v2::filesystem::path&, const char* const*,
                       const boost::system::error_code&)
    {
        ::_exit(127);
    }
};

class BoostHelper final : public Helper
{
public:
    BoostHelper(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                int standardInput)
        : m_process(m_context, v2::filesystem::path(program.string()), arguments,
                    v2::process_stdio{standardInput, nullptr, {}}, CleanChild{}),
          m_pid(m_process.id()), m_handle(static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0)))
    {
        m_process.detach(); // it would kill on destruction, and cannot wait with a limit
    }
    ~BoostHelper() override { (void)wait(std::chrono::seconds(5)); }
    BoostHelper(const BoostHelper&) = delete;
    BoostHelper& operator=(const BoostHelper&) = delete;

    int pid() const override { return m_pid; }

    bool wait(std::chrono::milliseconds patience) override
    {
        if (m_ended)
            return true;
        pollfd event{m_handle.get(), POLLIN, 0};
        const bool inTime = ::poll(&event, 1, static_cast<int>(patience.count())) > 0;
        if (!inTime)
            ::kill(m_pid, SIGKILL);
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
        }
        m_ended = true;
        return inTime;
    }

private:
    boost::asio::io_context m_context;
    v2::process m_process;
    int m_pid;
    unique_fd m_handle;
    bool m_ended = false;
};

} // namespace

Result<std::unique_ptr<Helper>> startHelper(const std::filesystem::path& program,
                                            const std::vector<std::string>& arguments, int standardInput)
{
    if (::access(program.c_str(), X_OK) != 0)
        return systemError("cannot start the helper program " + program.string(), errno);
    try {
        return std::unique_ptr<Helper>(std::make_unique<BoostHelper>(program, arguments, standardInput));
    } catch (const boost::system::system_error& error) {
        return Error{ErrorKind::Io,
                     "cannot start the helper program " + program.string() + ": " + error.what()};
    }
}

} // namespace assize::process
