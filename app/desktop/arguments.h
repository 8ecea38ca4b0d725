// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of the window. The tool that takes its picture (tests/tools) understands them too.
#pragma once

#include "engine/engine.h"
#include "ui/state/theme.h"

#include <QString>

#include <optional>

class QCommandLineParser;

namespace assize::desktop {

struct Arguments
{
    engine::ContestPlace options; ///< `contest` is empty where none was given
    bool judge = false;           ///< judge as soon as the contest is read
    std::optional<ui::Theme> theme;
};

/// Makes the options known to the parser; before it processes the command line.
void declareArguments(QCommandLineParser& parser);
/// Takes them from a parser that has processed the command line. Refuses values that they cannot have.
Arguments takeArguments(const QCommandLineParser& parser);
/// Says on standard error what is wrong with the command line, and ends the program with 2.
[[noreturn]] void refuse(const QString& message);

} // namespace assize::desktop
