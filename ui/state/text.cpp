// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/text.h"

#include "base/utf8.h"
#include "report/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Text", text);
}

double seconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

QString toText(std::string_view bytes)
{
    return QString::fromStdString(toPrintable(bytes));
}

QString toLine(std::string_view bytes, int maximum)
{
    // A character takes at most four bytes, so that no more needs to be looked at.
    const auto bytesNeeded = static_cast<std::size_t>(maximum) * 4 + 4;
    QString text = toText(bytes.substr(0, bytesNeeded));
    text.replace(u'\n', u'\u21b5').replace(u'\t', u'\u2192');
    if (text.size() > maximum || bytes.size() > bytesNeeded) {
        text.truncate(maximum - 1);
        if (!text.isEmpty() && text.back().isHighSurrogate())
            text.chop(1);
        text += u'\u2026';
    }
    return text;
}

QString pathText(const std::filesystem::path& path)
{
    return toLine(path.native(), 4096);
}

QString plainToolTip(const QString& text)
{
    return u"<p style='white-space:pre-wrap'>"_s + text.toHtmlEscaped() + u"</p>"_s;
}

QString verdictCode(model::Verdict verdict)
{
    const std::string_view code = model::codeOf(verdict);
    return QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size()));
}

QString verdictName(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::AC:
        return translated(QT_TRANSLATE_NOOP("Text", "Accepted"));
    case model::Verdict::PA:
        return translated(QT_TRANSLATE_NOOP("Text", "Partially accepted"));
    case model::Verdict::WA:
        return translated(QT_TRANSLATE_NOOP("Text", "Wrong answer"));
    case model::Verdict::PE:
        return translated(QT_TRANSLATE_NOOP("Text", "Presentation error"));
    case model::Verdict::TLE:
        return translated(QT_TRANSLATE_NOOP("Text", "Time limit exceeded"));
    case model::Verdict::MLE:
        return translated(QT_TRANSLATE_NOOP("Text", "Memory limit exceeded"));
    case model::Verdict::OLE:
        return translated(QT_TRANSLATE_NOOP("Text", "Output limit exceeded"));
    case model::Verdict::RTE:
        return translated(QT_TRANSLATE_NOOP("Text", "Run-time error"));
    case model::Verdict::SV:
        return translated(QT_TRANSLATE_NOOP("Text", "Security violation"));
    case model::Verdict::CE:
        return translated(QT_TRANSLATE_NOOP("Text", "Compile error"));
    case model::Verdict::JE:
        return translated(QT_TRANSLATE_NOOP("Text", "Judge error"));
    }
    return {};
}

QString verdictHelp(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::AC:
        return translated(QT_TRANSLATE_NOOP("Text", "The output is correct on every test."));
    case model::Verdict::PA:
        return translated(QT_TRANSLATE_NOOP("Text", "The output earns a part of the points."));
    case model::Verdict::WA:
        return translated(
            QT_TRANSLATE_NOOP("Text", "The program ended normally, but its output is not correct."));
    case model::Verdict::PE:
        return translated(
            QT_TRANSLATE_NOOP("Text", "The checker could not read the output as the statement asks."));
    case model::Verdict::TLE:
        return translated(QT_TRANSLATE_NOOP(
            "Text", "The program used more CPU time than the limit, or waited past the wall limit."));
    case model::Verdict::MLE:
        return translated(QT_TRANSLATE_NOOP("Text", "The program used more memory than the limit."));
    case model::Verdict::OLE:
        return translated(QT_TRANSLATE_NOOP("Text", "The program wrote more than the limit."));
    case model::Verdict::RTE:
        return translated(
            QT_TRANSLATE_NOOP("Text", "The program crashed or ended with an exit code other than 0."));
    case model::Verdict::SV:
        return translated(
            QT_TRANSLATE_NOOP("Text", "The program did something that no solution may do, and was killed."));
    case model::Verdict::CE:
        return translated(
            QT_TRANSLATE_NOOP("Text", "The source could not be compiled; the compiler's messages say why."));
    case model::Verdict::JE:
        return translated(QT_TRANSLATE_NOOP(
            "Text", "The judge itself failed. It counts against nobody; mend the cause and judge again."));
    }
    return {};
}

QString secondsText(std::chrono::nanoseconds duration)
{
    const double value = seconds(duration);
    const int decimals = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
    return translated(QT_TRANSLATE_NOOP("Text", "%1 s")).arg(QLocale().toString(value, 'f', decimals));
}

QString limitText(std::chrono::nanoseconds limit)
{
    return translated(QT_TRANSLATE_NOOP("Text", "%1 s")).arg(QLocale().toString(seconds(limit), 'g', 4));
}

QString memoryText(std::uint64_t bytes)
{
    const double kib = static_cast<double>(bytes) / 1024;
    if (kib < 1000)
        return translated(QT_TRANSLATE_NOOP("Text", "%1 KiB")).arg(QLocale().toString(kib, 'f', 0));
    const double mib = kib / 1024;
    return translated(QT_TRANSLATE_NOOP("Text", "%1 MiB"))
        .arg(QLocale().toString(mib, 'f', mib < 100 ? 1 : 0));
}

QString roughDuration(std::chrono::nanoseconds duration)
{
    const double value = std::max(1.0, std::ceil(seconds(duration)));
    if (value < 60)
        return translated(QT_TRANSLATE_NOOP("Text", "%1 s")).arg(QLocale().toString(value, 'f', 0));
    const double minutes = std::ceil(value / 60);
    if (minutes < 90)
        return translated(QT_TRANSLATE_NOOP("Text", "%1 min")).arg(QLocale().toString(minutes, 'f', 0));
    return translated(QT_TRANSLATE_NOOP("Text", "%1 h")).arg(QLocale().toString(minutes / 60, 'f', 1));
}

QString endingText(const model::Run& run)
{
    switch (run.limit) {
    case model::LimitKind::Cpu:
        return translated(QT_TRANSLATE_NOOP("Text", "over CPU limit"));
    case model::LimitKind::Wall:
        return translated(QT_TRANSLATE_NOOP("Text", "over wall limit"));
    case model::LimitKind::Memory:
        return translated(QT_TRANSLATE_NOOP("Text", "over memory limit"));
    case model::LimitKind::Output:
        return translated(QT_TRANSLATE_NOOP("Text", "over output limit"));
    case model::LimitKind::None:
        break;
    }
    if (run.signal)
        return QString::fromStdString(model::signalName(*run.signal));
    if (run.exitCode)
        return translated(QT_TRANSLATE_NOOP("Text", "exit %1")).arg(*run.exitCode);
    return {};
}

QString explanationText(const model::Run& run, int maximum)
{
    const std::string end = report::endOf(run);
    const QString message = toLine(run.message, maximum);
    // A crash's message begins with its end.
    if (end.empty() || run.message.starts_with(end))
        return message;
    const QString ending = endingText(run);
    return message.isEmpty() ? ending : QString(ending + u": "_s + message);
}

QString attemptsText(const model::Run& run)
{
    if (run.attempts.size() < 2)
        return {};
    QStringList times;
    for (const model::Attempt& attempt : run.attempts)
        times << secondsText(attempt.cpuTime);
    return translated(QT_TRANSLATE_NOOP("Text", "%1 runs: %2; all but the first alone"))
        .arg(run.attempts.size())
        .arg(times.join(u", "_s));
}

QString reusedText(const model::Run& run)
{
    if (!run.reusedFrom)
        return {};
    const auto since = std::chrono::duration_cast<std::chrono::seconds>(run.reusedFrom->time_since_epoch());
    return translated(QT_TRANSLATE_NOOP("Text", "measured on %1, reused"))
        .arg(QDateTime::fromSecsSinceEpoch(since.count()).toString(u"yyyy-MM-dd HH:mm"_s));
}

} // namespace assize::ui
