// SPDX-License-Identifier: GPL-3.0-or-later
// What tests look at inside a window, found by its class: the window itself hands out none of its parts.
#pragma once

#include "ui/models/contest_model.h"
#include "ui/views/detail_pane.h"
#include "ui/views/message_bar.h"
#include "ui/views/verdict_grid.h"

namespace assize::test {

inline ui::VerdictGrid* gridOf(const QWidget& window)
{
    return window.findChild<ui::VerdictGrid*>();
}
inline ui::ContestModel* modelOf(const QWidget& window)
{
    return qobject_cast<ui::ContestModel*>(gridOf(window)->model());
}
inline ui::DetailPane* detailsOf(const QWidget& window)
{
    return window.findChild<ui::DetailPane*>();
}
inline ui::MessageBar* messagesOf(const QWidget& window)
{
    return window.findChild<ui::MessageBar*>();
}

} // namespace assize::test
