// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTextStream>

#include <cstdlib>

namespace assize::desktop {
using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("main", text);
}

std::filesystem::path pathOf(const QString& argument)
{
    return QFile::encodeName(QFileInfo(argument).absoluteFilePath()).toStdString();
}

std::optional<std::filesystem::path> pathOf(const QCommandLineParser& parser, const QString& option)
{
    return parser.isSet(option) ? std::optional(pathOf(parser.value(option))) : std::nullopt;
}

ui::Theme themeOf(const QString& name)
{
    if (name == "system"_L1)
        return ui::Theme::System;
    if (name == "light"_L1)
        return ui::Theme::Light;
    if (name == "dark"_L1)
        return ui::Theme::Dark;
    refuse(u"--theme cannot be \"%1\"; see --help."_s.arg(name));
}

} // namespace

void refuse(const QString& message)
{
    QTextStream(stderr) << QCoreApplication::applicationName() << u": "_s << message << Qt::endl;
    std::exit(2);
}

void declareArguments(QCommandLineParser& parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"CONTEST"_s, tr("The folder of a contest."), u"[CONTEST]"_s);
    parser.addOptions(
        {{u"judge"_s, tr("Judge what is missing as soon as the contest is read.")},
         {u"problems"_s, tr("Problems, when they do not lie in CONTEST/problems."), u"PATH"_s},
         {u"submissions"_s, tr("Hand-ins, when they do not lie in CONTEST/submissions."), u"PATH"_s},
         {u"db"_s, tr("The file that keeps the results."), u"FILE"_s},
         {u"theme"_s, tr("system, light or dark."), u"THEME"_s}});
}

Arguments takeArguments(const QCommandLineParser& parser)
{
    Arguments arguments;
    const QStringList positional = parser.positionalArguments();
    if (positional.size() > 1)
        refuse(u"more than one CONTEST was given; see --help."_s);
    if (!positional.isEmpty())
        arguments.options.contest = pathOf(positional.first());
    arguments.options.problems = pathOf(parser, u"problems"_s);
    arguments.options.submissions = pathOf(parser, u"submissions"_s);
    arguments.options.database = pathOf(parser, u"db"_s);
    arguments.judge = parser.isSet(u"judge"_s);
    if (parser.isSet(u"theme"_s))
        arguments.theme = themeOf(parser.value(u"theme"_s));
    return arguments;
}

} // namespace assize::desktop
