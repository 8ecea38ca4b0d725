// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/windows.h"

#include "ui/pages/all_pages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page.h"
#include "ui/state/session.h"

#include <algorithm>

namespace assize::ui {
namespace {

/// A second window does not hide the first window.
constexpr QPoint kBeside{32, 32};

} // namespace

struct Windows::One
{
    Session session;
    MainWindow window;

    One(SharedEngines* engines, Preferences* preferences, const QString& judgeRefusal)
        : session(engines), window(&session, preferences, judgeRefusal, allPages(&session, preferences))
    {
    }
};

Windows::Windows(SharedEngines::Factory factory, Preferences* preferences, QString judgeRefusal)
    : m_engines(std::move(factory)), m_preferences(preferences), m_judgeRefusal(std::move(judgeRefusal))
{
}

Windows::~Windows() = default;

MainWindow& Windows::add()
{
    MainWindow& window =
        m_windows.emplace_back(std::make_unique<One>(&m_engines, m_preferences, m_judgeRefusal))->window;
    connect(&window, &MainWindow::newWindowRequested, this, [this, &window] { addBeside(window); });
    // The window is still in the middle of closing.
    connect(
        &window, &MainWindow::closed, this, [this, &window] { remove(window); }, Qt::QueuedConnection);
    window.show();
    return window;
}

std::vector<MainWindow*> Windows::all() const
{
    std::vector<MainWindow*> all;
    for (const std::unique_ptr<One>& one : m_windows)
        all.push_back(&one->window);
    return all;
}

void Windows::addBeside(const MainWindow& window)
{
    const auto found = std::find_if(m_windows.begin(), m_windows.end(),
                                    [&](const auto& one) { return &one->window == &window; });
    const Session& session = (*found)->session;
    const bool hasContest = session.phase() != Session::Phase::Empty;
    const engine::ContestPlace place = session.options();
    const QPoint position = window.pos() + kBeside;
    MainWindow& added = add();
    added.resize(window.size());
    added.move(position);
    if (hasContest)
        added.openContest(place);
}

void Windows::remove(const MainWindow& window)
{
    std::erase_if(m_windows, [&](const auto& one) { return &one->window == &window; });
}

} // namespace assize::ui
