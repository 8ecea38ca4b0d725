// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/all_pages.h"

#include "ui/pages/grid_page.h"

namespace assize::ui {

std::vector<std::unique_ptr<Page>> allPages(Session* session, Preferences* preferences)
{
    std::vector<std::unique_ptr<Page>> pages;
    pages.push_back(std::make_unique<GridPage>(session, preferences));
    return pages;
}

} // namespace assize::ui
