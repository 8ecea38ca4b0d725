// SPDX-License-Identifier: GPL-3.0-or-later
// The real checkers of testlib, compiled from a checkout of it, for tests that hold ours against them.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdint>
#include <string>
#include <vector>

namespace assize::testing {

/// What a checker is asked about.
struct CheckerCase
{
    std::string output;
    std::string answer;
};

/// Compiles checkers so that one process answers many cases: by testlib's own switch they throw instead of
/// ending the process, and their streams are made anew for each case.
class TestlibPeers
{
public:
    explicit TestlibPeers(QString testlib) : m_testlib(std::move(testlib)) {}

    /// One program of all `sources`, or an empty string with the compiler's words in `log`. Each source lies
    /// in a namespace of its own, so that the header, which is most of the work, is compiled once.
    QString compile(const QStringList& sources, QString& log)
    {
        const QString driver = m_folder.filePath(QStringLiteral("driver%1.cpp").arg(++m_count));
        const QString program = m_folder.filePath(QStringLiteral("driver%1").arg(m_count));
        QByteArray code = kHeaders;
        QByteArray table = "static int (*const kCheckers[])(int, char**) = {";
        for (qsizetype i = 0; i < sources.size(); ++i) {
            const QByteArray name = "checker" + QByteArray::number(i);
            code += "namespace " + name + " {\n#include \"" + sources[i].toUtf8() +
                    "\"\n}\n#undef EPS\n#undef forn\n";
            table += name + "::checkerMain, ";
        }
        write(driver, code + "#undef main\n" + table + "};\n" + kDriver);
        return run(QStringLiteral("c++"),
                   {QStringLiteral("-std=c++17"), QStringLiteral("-O1"), QStringLiteral("-w"),
                    QStringLiteral("-I"), m_testlib, QStringLiteral("-o"), program, driver},
                   log)
                   ? program
                   : QString();
    }

    /// What the source of this index ends with for each case; empty where the program failed.
    std::vector<int> exitCodes(const QString& program, qsizetype index, const std::vector<CheckerCase>& cases)
    {
        QByteArray bytes;
        const auto add = [&bytes](const std::string& text) {
            const auto size = static_cast<std::uint32_t>(text.size());
            bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
            bytes.append(text.data(), static_cast<qsizetype>(text.size()));
        };
        for (const CheckerCase& one : cases) {
            add(one.output);
            add(one.answer);
        }
        const QString file = m_folder.filePath(QStringLiteral("cases"));
        write(file, bytes);
        QProcess process;
        process.start(program, {file, m_folder.path(), QString::number(index)});
        if (!process.waitForFinished(600'000) || process.exitCode() != 0)
            return {};
        const QByteArray codes = process.readAllStandardOutput();
        return {codes.begin(), codes.end()};
    }

private:
    static constexpr const char* kHeaders = R"(
#define TESTLIB_THROW_EXIT_EXCEPTION_INSTEAD_OF_EXIT
#include "testlib.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>
#define main checkerMain
)";
    static constexpr const char* kDriver = R"(
#include <fcntl.h>
#include <new>
#include <unistd.h>
static std::string readField(FILE* file)
{
    unsigned size = 0;
    if (fread(&size, sizeof size, 1, file) != 1)
        exit(1);
    std::string text(size, '\0');
    if (size != 0 && fread(&text[0], size, 1, file) != 1)
        exit(1);
    return text;
}
static void writeFile(const std::string& path, const std::string& text)
{
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (write(fd, text.data(), text.size()) != ssize_t(text.size()))
        exit(1);
    close(fd);
}
int main(int, char** argv)
{
    FILE* file = fopen(argv[1], "rb");
    std::string input = std::string(argv[2]) + "/input", output = std::string(argv[2]) + "/output",
                answer = std::string(argv[2]) + "/answer", codes;
    writeFile(input, "input");
    const int out = dup(1), null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
    for (;;) {
        const int next = fgetc(file);
        if (next == EOF)
            break;
        ungetc(next, file);
        writeFile(output, readField(file));
        writeFile(answer, readField(file));
        char name[] = "checker";
        char* arguments[] = {name, &input[0], &output[0], &answer[0], nullptr};
        try {
            kCheckers[atoi(argv[3])](4, arguments);
            codes += char(100);
        } catch (exit_exception& ended) {
            codes += char(ended.getExitCode());
        }
        for (InStream* stream : {&inf, &ouf, &ans}) {
            stream->~InStream();
            new (stream) InStream();
        }
    }
    _exit(write(out, codes.data(), codes.size()) == ssize_t(codes.size()) ? 0 : 1);
}
)";

    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }

    static bool run(const QString& program, const QStringList& arguments, QString& log)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(300'000);
        log = QString::fromUtf8(process.readAll());
        return ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }

    QString m_testlib;
    /// In memory where there is such a folder: thousands of small files are written there.
    QTemporaryDir m_folder{QDir(QStringLiteral("/dev/shm")).exists()
                               ? QStringLiteral("/dev/shm/assize-testlib-XXXXXX")
                               : QDir::tempPath() + QStringLiteral("/assize-testlib-XXXXXX")};
    int m_count = 0;
};

} // namespace assize::testing
