// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real `assize` and reads what it said; makes the small contest that several end-to-end tests judge.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QtTest>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace e2e {

struct Outcome
{
    int status = -1;
    QByteArray output;
    QByteArray errors;

    nlohmann::json json() const { return nlohmann::json::parse(output.toStdString(), nullptr, false); }
};

/// The environment of every call: caches and data go to `home`, never to the person's own folders.
inline QProcessEnvironment environment(const QString& home)
{
    QProcessEnvironment e = QProcessEnvironment::systemEnvironment();
    e.insert(QStringLiteral("XDG_CACHE_HOME"), home + QStringLiteral("/cache"));
    e.insert(QStringLiteral("XDG_DATA_HOME"), home + QStringLiteral("/data"));
    return e;
}

inline void begin(QProcess& process, const QStringList& arguments, const QString& home)
{
    process.setProcessEnvironment(environment(home));
    process.start(QStringLiteral(ASSIZE_PROGRAM), arguments, QIODevice::ReadOnly);
}

inline Outcome run(const QStringList& arguments, const QString& home, int seconds = 240)
{
    QProcess process;
    begin(process, arguments, home);
    Outcome outcome;
    if (!process.waitForFinished(seconds * 1000)) {
        process.kill();
        process.waitForFinished(5000);
        outcome.errors = "did not end in time: " + process.readAllStandardError();
        return outcome;
    }
    outcome.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode();
    outcome.output = process.readAllStandardOutput();
    outcome.errors = process.readAllStandardError();
    return outcome;
}

/// Makes the folders and writes the file; whether that worked.
inline bool write(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// Whether programs can be isolated here; prints why not.
inline bool canIsolate(const QString& home)
{
    const Outcome doctor = run({QStringLiteral("doctor")}, home);
    if (doctor.status == 3)
        qInfo("no isolation here: %s", doctor.output.constData());
    return doctor.status != 3;
}

/// A package `id` of pass-fail tests: the answer is the sum of the numbers in the input.
inline bool makeSumProblem(const QString& folder, int tests)
{
    bool ok = write(folder + QStringLiteral("/problem.yaml"), "name: Sum\nlimits:\n  memory: 256\n") &&
              write(folder + QStringLiteral("/.timelimit"), "1\n");
    for (int i = 1; i <= tests; ++i) {
        const QString base = folder + QStringLiteral("/data/secret/%1").arg(i, 2, 10, QLatin1Char('0'));
        ok = ok &&
             write(base + QStringLiteral(".in"),
                   QByteArray::number(i) + " " + QByteArray::number(2 * i) + "\n") &&
             write(base + QStringLiteral(".ans"), QByteArray::number(3 * i) + "\n");
    }
    return ok;
}

inline constexpr char kRightC[] =
    "#include <stdio.h>\nint main(void){int a,b;scanf(\"%d %d\",&a,&b);printf(\"%d\\n\",a+b);return 0;}\n";
inline constexpr char kWrongC[] = "#include <stdio.h>\nint main(void){int a,b;scanf(\"%d "
                                  "%d\",&a,&b);printf(\"%d\\n\",a>6?a:a+b);return 0;}\n";
inline constexpr char kBrokenC[] = "int main(void){ return unknown; }\n";
inline constexpr char kAbortC[] = "#include <stdlib.h>\nint main(void){abort();}\n";
inline constexpr char kRightPython[] = "a, b = map(int, input().split())\nprint(a + b)\n";

/// A contest of one problem with `tests` tests and five times `rounds` submissions.
inline bool makeSmallContest(const QString& folder, int tests, int rounds)
{
    bool ok = makeSumProblem(folder + QStringLiteral("/problems/sum"), tests);
    for (int i = 0; i < rounds; ++i) {
        const QString base = folder + QStringLiteral("/submissions/");
        const QString n = QStringLiteral("%1").arg(i, 2, 10, QLatin1Char('0'));
        // The comment makes each source different, so that none is taken from the compile cache.
        const QByteArray mark = "// " + n.toLatin1() + "\n";
        ok = ok && write(base + QStringLiteral("right") + n + QStringLiteral("/sum.c"), mark + kRightC) &&
             write(base + QStringLiteral("wrong") + n + QStringLiteral("/sum.c"), mark + kWrongC) &&
             write(base + QStringLiteral("broken") + n + QStringLiteral("/sum.c"), mark + kBrokenC) &&
             write(base + QStringLiteral("abort") + n + QStringLiteral("/sum.c"), mark + kAbortC) &&
             write(base + QStringLiteral("snake") + n + QStringLiteral("/sum.py"),
                   "# " + n.toLatin1() + "\n" + kRightPython);
    }
    return ok;
}

/// Takes out what the contract allows to differ between two calls.
inline void normalise(nlohmann::json& value)
{
    static const std::set<std::string> kMayDiffer = {
        "cpu_time_s", "wall_time_s", "memory_kib", "attempts", "message", "engine", "log", "reused_from"};
    if (value.is_object()) {
        for (auto it = value.begin(); it != value.end();) {
            if (kMayDiffer.contains(it.key())) {
                it = value.erase(it);
            } else {
                normalise(it.value());
                ++it;
            }
        }
    } else if (value.is_array()) {
        for (nlohmann::json& item : value)
            normalise(item);
    }
}

/// file -> verdict code ("" for null).
inline std::map<std::string, std::string> verdicts(const nlohmann::json& results)
{
    std::map<std::string, std::string> byFile;
    for (const nlohmann::json& submission : results.at("submissions"))
        byFile[submission.at("file")] =
            submission.at("verdict").is_null() ? "" : submission.at("verdict").get<std::string>();
    return byFile;
}

} // namespace e2e
