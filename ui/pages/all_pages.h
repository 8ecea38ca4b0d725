// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

namespace assize::ui {

class Page;
class Preferences;
class Session;

/// The pages of the window, in the order of the navigation. Both outlive the pages.
std::vector<std::unique_ptr<Page>> allPages(Session* session, Preferences* preferences);

} // namespace assize::ui
