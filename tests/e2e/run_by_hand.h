// SPDX-License-Identifier: GPL-3.0-or-later
// Runs programs with the real `assize-box --run`, for the tests of it.
#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace e2e {

using Strings = QStringList;

inline constexpr unsigned kNobody = 65534;

struct Outcome
{
    int status = -1; ///< minus the signal when one ended it
    QByteArray output;
    QByteArray errors;

    QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    QByteArray all() const { return QByteArray::number(status) + ": " + output + errors; }
};

inline QString text(const char* bytes)
{
    return QString::fromUtf8(bytes);
}

/// The words of a line; none of them has a space in it.
inline Strings words(const char* line)
{
    return text(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

inline bool write(const QString& path, const QByteArray& content, mode_t mode = 0644)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() &&
           ::chmod(path.toLocal8Bit().constData(), mode) == 0;
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be opened");
}

inline void becomeNobody()
{
    if (::geteuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0 ||
                             ::setresuid(kNobody, kNobody, kNobody) != 0))
        ::_exit(99);
}

/// A folder with assize-box and the program of the conformance suite in it, in which tests run programs. A
/// test class derives from it and calls prepare() first.
class RunsByHand
{
protected:
    /// Copies the programs into the folder and finds out as whom programs can be run here; skips where as
    /// nobody.
    void prepare();
    /// Starts assize-box in the folder.
    void begin(QProcess& process, const Strings& arguments, const std::function<void()>& inChild = {}) const;
    Outcome run(const Strings& arguments, const std::function<void()>& inChild = {},
                const QByteArray& input = {}) const;
    static Outcome finish(QProcess& process);
    QString path(const char* name) const { return m_folder.filePath(text(name)); }

    QTemporaryDir m_folder;
    QByteArray m_kinds; ///< "root user": as whom programs can be run here
};

inline void RunsByHand::begin(QProcess& process, const Strings& arguments,
                              const std::function<void()>& inChild) const
{
    process.setWorkingDirectory(m_folder.path());
    process.setChildProcessModifier(inChild);
    process.start(path("assize-box"), Strings{QStringLiteral("--run")} + arguments);
}

inline Outcome RunsByHand::finish(QProcess& process)
{
    Outcome outcome;
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished(5000);
        outcome.errors = "did not end in time: ";
    } else {
        const bool normal = process.exitStatus() == QProcess::NormalExit;
        outcome.status = normal ? process.exitCode() : -process.exitCode();
    }
    outcome.output = process.readAllStandardOutput();
    outcome.errors += process.readAllStandardError();
    return outcome;
}

inline Outcome RunsByHand::run(const Strings& arguments, const std::function<void()>& inChild,
                               const QByteArray& input) const
{
    QProcess process;
    begin(process, arguments, inChild);
    process.write(input);
    return finish(process);
}

inline void RunsByHand::prepare()
{
    // Programs of an ordinary user must reach them.
    QCOMPARE(::chmod(m_folder.path().toLocal8Bit().constData(), 0777), 0);
    QVERIFY(QFile::copy(QStringLiteral(ASSIZE_BOX), path("assize-box")));
    QVERIFY(QFile::copy(QStringLiteral(ASSIZE_SUBJECT), path("subject")));
    for (const bool root : {true, false}) {
        if (root && ::geteuid() != 0) {
            qInfo("not run as root: these tests are made as an ordinary user only");
            continue;
        }
        const Outcome first = run(words("-- true"), root ? std::function<void()>() : becomeNobody);
        if (first.status == 3)
            qInfo("no isolation as %s: %s", root ? "root" : "an ordinary user", first.errors.constData());
        else
            m_kinds += root ? "root " : "user ";
    }
    if (m_kinds.isEmpty())
        QSKIP("programs cannot be isolated on this machine (see above)");
}

} // namespace e2e
