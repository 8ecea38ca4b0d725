// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles and runs small programs of every language through toolchain and the sandbox of this machine.
#include "sandbox/local/local_sandbox.h"
#include "toolchain/toolchain.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <set>
#include <sys/mman.h>

using namespace assize;

namespace {

using Contents = std::vector<std::pair<std::string, std::string>>; // name, content

constexpr std::uint64_t kMebibyte = 1U << 20;

std::unique_ptr<sandbox::Sandbox> g_sandbox;
std::string g_whyNoSandbox;

std::string contentOf(const unique_fd& fd, std::uint64_t size)
{
    std::string content(static_cast<std::size_t>(size), '\0');
    const ssize_t got = ::pread(fd.get(), content.data(), content.size(), 0);
    content.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return content;
}

struct Outcome
{
    model::RunStatus status = model::RunStatus::SandboxFailed;
    int exitCode = -1;
    std::string output;
    std::string messages;

    bool ok() const { return status == model::RunStatus::Exited && exitCode == 0; }
};

Outcome outcomeOf(const sandbox::RunResult& result)
{
    return {result.status, result.exitCode, contentOf(result.standardOutput, result.outputSize),
            result.standardError + whyItFailed(result)};
}

/// What one submission needs on its way: the box, its files, and the products between compiling and running.
class Workshop
{
public:
    Workshop(const model::Language& language, sandbox::Box& box) : m_language(language), m_box(box) {}

    /// Null when the tools of the language answer.
    std::string missing()
    {
        sandbox::RunRequest request;
        request.arguments = m_language.versionCommand;
        request.environment = m_language.environment;
        request.limits = limits(1024 * kMebibyte, 256);
        const Outcome outcome = outcomeOf(m_box.run(request, {}));
        m_version = toolchain::versionFrom(outcome.output + outcome.messages);
        return outcome.ok() ? std::string() : outcome.messages;
    }
    const std::string& version() const { return m_version; }

    /// False: `messages` says why not.
    bool compile(const Contents& contents, std::string& messages)
    {
        std::vector<model::SourceFile> files;
        for (std::size_t i = 0; i < contents.size(); ++i) {
            const std::string path = m_folder.path().toStdString() + "/" + std::to_string(i);
            std::ofstream(path, std::ios::binary) << contents[i].second;
            files.push_back({contents[i].first, path, contents[i].second.size()});
        }
        auto set = toolchain::analyseSources(m_language, files);
        if (!set) {
            messages = set.error().message;
            return false;
        }
        m_sources = std::move(*set);
        std::vector<unique_fd> descriptors;
        sandbox::RunRequest request;
        for (const auto& [name, content] : contents) {
            descriptors.push_back(sandbox::makeMemoryFile(content).value());
            std::string newName = name;
            for (const auto& [from, to] : m_sources.renames)
                newName = from == name ? to : newName;
            request.files.push_back({newName, descriptors.back().get()});
        }
        request.arguments =
            toolchain::compileCommand(m_language, m_sources, "program", m_language.compileMemory);
        request.environment = m_language.environment;
        request.collect = toolchain::productNames(m_language, "program");
        request.limits = limits(m_language.compileMemory, 256);
        sandbox::RunResult result = m_box.run(request, {});
        const Outcome outcome = outcomeOf(result);
        messages = outcome.output + outcome.messages;
        m_products = std::move(result.collected);
        if (m_language.products.empty() && !m_language.nativeExecutable)
            keepSources(request.files, descriptors);
        return outcome.ok();
    }

    Outcome run(const std::string& input, std::uint64_t memory)
    {
        const unique_fd standardInput = sandbox::makeMemoryFile(input).value();
        sandbox::RunRequest request;
        request.arguments = toolchain::runCommand(m_language, m_sources, "program", memory);
        request.environment = m_language.environment;
        request.standardInput = standardInput.get();
        request.limits = limits(memory + m_language.extraMemory, m_language.processes);
        for (const sandbox::CollectedFile& file : m_products) {
            if (m_language.nativeExecutable)
                request.executable = file.fd.get();
            else
                request.files.push_back({file.name, file.fd.get(), file.executable});
        }
        return outcomeOf(m_box.run(request, {}));
    }

private:
    static sandbox::RunLimits limits(std::uint64_t memory, int processes)
    {
        sandbox::RunLimits limits;
        limits.cpuTime = std::chrono::seconds(60);
        limits.wallTime = std::chrono::seconds(120);
        limits.memory = memory;
        limits.output = 64 * kMebibyte;
        limits.fileSpace = 512 * kMebibyte;
        limits.processes = processes;
        return limits;
    }
    void keepSources(const std::vector<sandbox::InputFile>& files, std::vector<unique_fd>& descriptors)
    {
        for (std::size_t i = 0; i < files.size(); ++i)
            m_products.push_back({files[i].name, std::move(descriptors[i]), 0, false});
    }

    const model::Language& m_language;
    sandbox::Box& m_box;
    QTemporaryDir m_folder;
    toolchain::SourceSet m_sources;
    std::vector<sandbox::CollectedFile> m_products;
    std::string m_version;
};

} // namespace

Q_DECLARE_METATYPE(Contents)

class TestLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addsNumbers_data();
    void addsNumbers();
    void reportsWhatDoesNotCompile_data();
    void reportsWhatDoesNotCompile();
    void refusesBeforeTheFirstStatement_data();
    void refusesBeforeTheFirstStatement();
    void everyLanguageIsTried();
    void cleanupTestCase() { g_sandbox.reset(); }

private:
    /// The language, or null after QSKIP's reason was put into `reason`.
    const model::Language* find(const QString& id, QString& reason);

    std::vector<model::Language> m_languages;
    std::unique_ptr<sandbox::Box> m_box;
};

const model::Language* TestLanguages::find(const QString& id, QString& reason)
{
    for (const model::Language& language : m_languages) {
        if (language.id != id.toStdString())
            continue;
        Workshop workshop(language, *m_box);
        const std::string missing = workshop.missing();
        if (missing.empty())
            return &language;
        reason =
            QStringLiteral("%1 does not work here; apt-get install %2 (%3)")
                .arg(QString::fromStdString(language.name), QString::fromStdString(language.installPackages),
                     QString::fromStdString(missing).trimmed());
    }
    return nullptr;
}

void TestLanguages::initTestCase()
{
    if (!g_sandbox)
        QSKIP(g_whyNoSandbox.c_str());
    Diagnostics diagnostics;
    m_languages = toolchain::readLanguages(ASSIZE_SOURCE_DIR "/resources/languages", diagnostics).value();
    auto box = g_sandbox->openBox(sandbox::BoxRole::Contestant, 0);
    QVERIFY2(box.hasValue(), box ? "" : box.error().message.c_str());
    m_box = std::move(*box);
}

void TestLanguages::addsNumbers_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    const auto row = [](const char* name, const char* id, const Contents& contents) {
        QTest::newRow(name) << QString::fromLatin1(id) << contents;
    };
    row("c", "c",
        {{"a.c", "#include <stdio.h>\n#include <math.h>\nint main(void) { int a, b; if (scanf(\"%d%d\", &a, "
                 "&b) == 2) "
                 "printf(\"%d\\n\", (int)floor(a + b + 0.5 * (a < 0))); }"}});
    row("cpp", "cpp",
        {{"a.cpp",
          "#include <bits/stdc++.h>\n#include <thread>\n#include \"add.h\"\nint main() { int a, b; std::cin "
          ">> a "
          ">> b; int sum = 0; std::thread([&] { sum = add(a, b); }).join(); std::cout << sum << '\\n'; }"},
         {"add.h", "int add(int a, int b);"},
         {"add.cc", "#include \"add.h\"\nint add(int a, int b) { return a + b; }"}});
    const std::string addsInOther =
        "#include <iostream>\nint main() { int a, b; std::cin >> a >> b; std::cout << "
        "add(a, b) << std::endl; }";
    row("cpp, a part in C", "cpp",
        {{"main.cpp", "extern \"C\" int add(int, int);\n" + addsInOther},
         {"other.cpp", ""},
         {"-add.c", "int add(int a, int b) { int new = a; return new + b; }"}});
    row("cpp, a part in C that nobody declares as such", "cpp",
        {{"main.cpp", "int add(int, int);\n" + addsInOther},
         {"other.cpp", ""},
         {"add.c", "int add(int a, int b) { return a + b; }"}});
    row("cpp, headers in other folders", "cpp",
        {{"src/main.cpp", "#include \"add.h\"\n#include <two.h>\n#include <cmath>\n" + addsInOther},
         {"include/add.h", "#include \"=one.h\"\nint add(int a, int b);"},
         {"include/math.h", "#error not this one"},
         {"-o/@a b\nc/=one.h", ""},
         {"@x/two.h", ""},
         {"=x/add.cpp", "#include \"three.h\"\nint add(int a, int b) { return a + b; }"},
         {"=y/three.h", ""},
         {"four.h", ""}});
    row("cpp, C++23", "cpp",
        {{"a.cpp",
          "#include <bits/stdc++.h>\nenum class E { one = 1 };\nint main() { int a, b; std::cin >> a >> "
          "b; std::cout << a + b * std::to_underlying(E::one) << std::endl; return "
          "std::string(\"abc\").contains('b') ? 0 : 1; }"}});
    row("python3", "python3", {{"-a b.py", "a, b = map(int, input().split())\nprint(a + b)\n"}});
    row("python3, two files", "python3",
        {{"main.py",
          "from enum import Enum\nfrom helper import add\nprint(add(*map(int, input().split())))\n"},
         {"helper.py", "def add(a, b):\n    return a + b\n"},
         {"folder/py_compile.py", "never = 1\n"}});
    row("pypy3", "pypy3",
        {{"a.py", "#!/usr/bin/env pypy3\na, b = map(int, input().split())\nprint(a + b)\n"}});
    row("java", "java",
        {{"solution 1.java",
          "import java.util.*;\npublic class Lösung { interface F { int f(int a, int b); }\npublic "
          "static void main(String[] args) { Scanner s = new Scanner(System.in); F f = (a, b) -> a + "
          "b; System.out.println(f.f(s.nextInt(), s.nextInt())); } }"}});
    row("java, escapes", "java",
        {{"a.java",
          "\\u0070ublic cl\\uu0061ss A$\\u0042 \\u007b // {\\u000a @SuppressWarnings({\"}\", \"\\u005c\"\"}) "
          "public static void m\xE2\x80\x8B\\u0061in(final java.lang.String... args) { java.util.Scanner s = "
          "new "
          "java.util.Scanner(System.in); System.out.println(s.nextInt() + s.nextInt()); } }"}});
    row("java, only one can be started", "java",
        {{"a.java",
          "class A { static void main(String[] a) {} } class B { public static void main(String[] a[]) {} } "
          "interface C { private static void main(String[] a) {} } interface D { static void main(String[] "
          "a) { "
          "java.util.Scanner s = new java.util.Scanner(System.in); System.out.println(s.nextInt() + "
          "s.nextInt()); } }"}});
    row("java, package", "java",
        {{"x/Main.java",
          "package x; public class Main { public static void main(String[] args) { java.util.Scanner s = "
          "new java.util.Scanner(System.in); System.out.println(Adder.add(s.nextInt(), s.nextInt())); } }"},
         {"x/Adder.java", "package x; class Adder { static int add(int a, int b) { return a + b; } }"}});
    // 100,000 calls deep: the first thread's stack follows the memory limit.
    row("java, deep", "java",
        {{"A.java",
          "class A { static int f(int n) { return n == 0 ? 0 : 1 + f(n - 1); } public static void "
          "main(String[] "
          "x) { java.util.Scanner s = new java.util.Scanner(System.in); System.out.println(s.nextInt() + "
          "s.nextInt() + f(1000000) - 1000000); } }"}});
    row("kotlin", "kotlin",
        {{"3-sum.kt", "package p\nfun main() { val (a, b) = readLine()!!.split(\" \").map { it.toInt() }\n "
                      "println(a + b) "
                      "}"}});
    row("pascal", "pascal",
        {{"main prog.pas",
          "program sum; uses math, adder; var a, b: longint; begin readln(a, b); writeln(max(add(a, b), "
          "-100)); end."},
         {"adder.pas",
          "unit adder; interface function add(a, b: longint): longint; implementation function add(a, b: "
          "longint): longint; begin add := a + b; end; end."}});
    row("rust", "rust",
        {{"my solution.rs",
          "use std::io::*;\nfn main() { let mut s = String::new(); stdin().read_to_string(&mut "
          "s).unwrap(); let v: Vec<i64> = s.split_whitespace().map(|x| x.parse().unwrap()).collect(); "
          "let t = std::thread::spawn(move || v[0] + v[1]); println!(\"{}\", t.join().unwrap()); }"}});
    row("go", "go",
        {{"a.go",
          "package main\nimport (\"fmt\"; \"sort\")\nfunc main() { v := make([]int, 2); fmt.Scan(&v[0], "
          "&v[1]); "
          "sort.Ints(v); c := make(chan int); go func() { c <- v[0] + v[1] }(); fmt.Println(<-c) }"}});
    row("javascript", "javascript",
        {{"a.js", "const [a, b] = require('fs').readFileSync(0, 'utf8').split(/\\s+/).map(Number);\nfunction "
                  "f(n) { return "
                  "n === 0 ? 0 : 1 + f(n - 1); }\nconsole.log(a + b + f(100000) - 100000);"}});
    row("javascript, a module", "javascript",
        {{"main.mjs",
          "import { add } from './add.mjs';\nimport fs from 'fs';\nconsole.log(add(...fs.readFileSync(0, "
          "'utf8').split(' ').map(Number)));"},
         {"add.mjs", "export const add = (a, b) => a + b;"}});
    row("csharp", "csharp",
        {{"a.cs",
          "using System; using System.Linq; using System.Numerics; class P { static void Main() { var v = "
          "Console.ReadLine().Split(' ').Select(BigInteger.Parse).ToArray(); Console.WriteLine(v[0] + v[1]); "
          "} }"}});
    row("haskell", "haskell",
        {{"a.hs", "import qualified Data.Map as M\nimport Adder\nmain = interact $ \\s -> let [a, b] = map "
                  "read (words s) "
                  ":: [Integer] in show (add a b) ++ \"\\n\"\n"},
         {"Adder.hs", "module Adder where\nadd :: Integer -> Integer -> Integer\nadd a b = a + b\n"}});
}

void TestLanguages::addsNumbers()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QString reason;
    const model::Language* language = find(id, reason);
    if (!language)
        QSKIP(qPrintable(reason));
    std::vector<model::SourceFile> files;
    for (const auto& [name, content] : contents)
        files.push_back({name, "/nonexistent", content.size()});
    if (id != QLatin1String("pypy3"))
        QCOMPARE(toolchain::languageOf(files, m_languages).value_or(""), id.toStdString());

    Workshop workshop(*language, *m_box);
    std::string messages;
    QVERIFY2(workshop.compile(contents, messages), messages.c_str());
    for (const std::uint64_t memory : {256 * kMebibyte, 2048 * kMebibyte}) {
        const Outcome outcome = workshop.run("20 22\n", memory);
        QVERIFY2(outcome.ok(), (std::to_string(outcome.exitCode) + " " + outcome.messages).c_str());
        QCOMPARE(QString::fromStdString(outcome.output), QStringLiteral("42\n"));
    }
}

void TestLanguages::reportsWhatDoesNotCompile_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("name");
    for (const auto& [id, name] :
         {std::pair("c", "bad.c"), std::pair("cpp", "bad.cpp"), std::pair("python3", "bad.py"),
          std::pair("pypy3", "bad.pypy3"), std::pair("java", "bad.java"), std::pair("kotlin", "bad.kt"),
          std::pair("pascal", "bad.pas"), std::pair("rust", "bad.rs"), std::pair("go", "bad.go"),
          std::pair("javascript", "bad.js"), std::pair("csharp", "bad.cs"), std::pair("haskell", "bad.hs")})
        QTest::newRow(id) << QString::fromLatin1(id) << QString::fromLatin1(name);
}

void TestLanguages::reportsWhatDoesNotCompile()
{
    QFETCH(QString, id);
    QFETCH(QString, name);
    QString reason;
    const model::Language* language = find(id, reason);
    if (!language)
        QSKIP(qPrintable(reason));
    std::string source = "this ( is no program\n";
    if (id == QLatin1String("java"))
        source = "class A { public static void main(String[] a) { this is no program } }";
    if (id == QLatin1String("kotlin"))
        source = "fun main() { this is no program }";
    Workshop workshop(*language, *m_box);
    std::string messages;
    QVERIFY(!workshop.compile({{name.toStdString(), source}}, messages));
    // The message names the file, so that the contestant finds the place.
    QVERIFY2(messages.find("bad.") != std::string::npos, messages.c_str());
}

void TestLanguages::refusesBeforeTheFirstStatement_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    const auto row = [](const std::string& id, const char* what, const Contents& contents) {
        QTest::addRow("%s: %s", id.c_str(), what) << QString::fromStdString(id) << contents;
    };
    for (const std::string id : {"python3", "pypy3"}) {
        const auto python = [&](const char* what, const std::string& rest) {
            row(id, what, {{"a.py", "print(1)\n" + rest}});
        };
        python("colon", "if 1\n    print(2)\n");
        python("indentation", "if 1:\nprint(2)\n");
        python("tabs and blanks", "if 1:\n\tprint(2)\n        print(3)\n");
        python("Python 2", "print 'a'\n");
        python("not UTF-8", "print('\xE4')\n");
        python("not UTF-8, in a comment", "# \xE4\n");
        python("NUL", std::string("print(2)\0\n", 10));
        python("no-break space", "x\xC2\xA0= 1\n");
        python("return", "return 1\n");
        row(id, "encoding that is not known", {{"a.py", "# -*- coding: klingon -*-\nprint(1)\n"}});
        row(id, "a module", {{"main.py", "print(1)\nimport other\n"}, {"other.py", "def f(:\n"}});
    }
    const auto script = [&](const char* what, const char* file, const std::string& rest) {
        row("javascript", what, {{file, "console.log(1);\n" + rest}});
    };
    script("syntax", "a.js", "let x = ;");
    script("declared twice", "a.js", "let a; let a;");
    script("in a function", "a.js", "function f() { let a; let a; }");
    script("NUL", "a.js", std::string("let x\0;", 7));
    script("a module", "a.mjs", "let x = ;");
    script("a module by its import", "a.js", "import fs from 'fs';\nlet x = ;");
    row("javascript", "another file",
        {{"main.mjs", "import { a } from './b.mjs';\n"}, {"b.mjs", "export const a = ;"}});
}

void TestLanguages::refusesBeforeTheFirstStatement()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QString reason;
    const model::Language* language = find(id, reason);
    if (!language)
        QSKIP(qPrintable(reason));
    Workshop workshop(*language, *m_box);
    std::string messages;
    QVERIFY(!workshop.compile(contents, messages));
    QVERIFY(!messages.empty());
}

void TestLanguages::everyLanguageIsTried()
{
    // Rows of addsNumbers, which a new language must get too.
    const std::set<std::string> tried = {"c",          "cpp",    "csharp", "go",    "haskell", "java",
                                         "javascript", "kotlin", "pascal", "pypy3", "python3", "rust"};
    for (const model::Language& language : m_languages)
        QVERIFY2(tried.count(language.id) == 1, language.id.c_str());
}

int main(int argumentCount, char** arguments)
{
    // Before Qt has threads, because the sandbox forks.
    sandbox::LocalSandboxOptions options;
    options.box = ASSIZE_BOX;
    auto made = sandbox::makeLocalSandbox(options);
    if (made)
        g_sandbox = std::move(*made);
    else
        g_whyNoSandbox = made.error().message;
    QCoreApplication application(argumentCount, arguments);
    TestLanguages test;
    return QTest::qExec(&test, argumentCount, arguments);
}

#include "test_languages.moc"
