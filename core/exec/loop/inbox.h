// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace assize::exec {

/// Messages to one thread from many, in the order in which they were posted.
template<typename Message>
class Inbox
{
public:
    /// Any thread.
    void post(Message message)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_messages.push_back(std::move(message));
        }
        m_posted.notify_one();
    }
    /// Waits until there is at least one message.
    std::vector<Message> wait()
    {
        std::unique_lock lock(m_mutex);
        m_posted.wait(lock, [this] { return !m_messages.empty(); });
        return std::exchange(m_messages, {});
    }
    bool isEmpty() const
    {
        const std::lock_guard lock(m_mutex);
        return m_messages.empty();
    }
    /// The messages that are there now.
    std::vector<Message> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_messages, {});
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_posted;
    std::vector<Message> m_messages;
};

} // namespace assize::exec
