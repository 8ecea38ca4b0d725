// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a submission are compiled, and where the program starts.
#include "toolchain/toolchain.h"

#include "base/text_encoding.h"
#include "base/utf8.h"
#include "toolchain/entry_points.h"
#include "toolchain/included_sources.h"
#include "toolchain/python_modules.h"
#include "toolchain/source_names.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::toolchain {

namespace {

/// Longer sources are read this far; no problem permits a longer source (a usual limit is 128 KiB).
constexpr std::size_t kReadLimit = 4U << 20;

/// A source as the compiler gets it.
Result<std::string> readText(const model::SourceFile& file)
{
    Result<std::string> bytes = readHead(file, kReadLimit);
    return bytes ? Result<std::string>(decodedText(std::move(*bytes))) : bytes;
}

/// A name that every compiler takes for a file: control characters, bytes that are not UTF-8, and signs that
/// mean something to compilers and their helpers become '_'.
std::string harmless(std::string_view name)
{
    std::string result(name);
    const bool keepHighBytes = isUtf8(name);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const char c = result[i];
        const bool high = static_cast<unsigned char>(c) >= 0x80;
        const bool special = std::string_view("\"'`\\$*?<>|;&%#:,=~^!{}[]").find(c) != std::string_view::npos;
        const bool leading = i == 0 && (c == '-' || c == '@');
        if ((high && !keepHighBytes) || static_cast<unsigned char>(c) < 0x20 || c == 0x7F || special ||
            leading)
            result[i] = '_';
    }
    return result;
}

/// One source under its new name.
struct NamedSource
{
    const model::SourceFile* file = nullptr;
    std::string name;
    bool isC = false; ///< in a program in C++
};

/// Gives files their new names, none of which another file has.
class Naming
{
public:
    Naming(const model::Language& language, const std::vector<model::SourceFile>& files)
    {
        for (const model::SourceFile& file : files)
            m_taken.insert(file.name);
        for (const model::SourceFile& file : files) {
            NameParts parts(file.name);
            const std::optional<std::string> extension = extensionIn(language, parts.extension);
            if (!extension)
                continue;
            // To most languages case means nothing, but .C is C++ and .c is C.
            const bool isC = language.entryPoint == "c" && parts.extension == "c" && *extension == "C";
            if (!isC)
                parts.extension = *extension;
            parts.stem = harmless(parts.stem);
            m_sources.push_back({&file, file.name, isC});
            rename(m_sources.back(), parts.whole());
        }
    }
    /// Keeps the old name where `name` is taken: then the compiler says what is wrong.
    void rename(NamedSource& source, const std::string& name)
    {
        if (m_taken.insert(name).second)
            source.name = name;
    }
    std::vector<NamedSource>& sources() { return m_sources; }

private:
    std::set<std::string> m_taken;
    std::vector<NamedSource> m_sources;
};

bool contains(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

const NamedSource& firstByName(const std::vector<NamedSource>& sources)
{
    const NamedSource* best = &sources.front();
    const auto rank = [](const NamedSource& source) {
        const NameParts parts(source.name);
        const std::string stem = lower(parts.stem);
        const bool isMain = stem == "main" || stem == "__main__";
        return std::tuple(!isMain, std::count(parts.folder.begin(), parts.folder.end(), '/'), source.name);
    };
    for (const NamedSource& source : sources) {
        if (rank(source) < rank(*best))
            best = &source;
    }
    return *best;
}

std::string joined(const std::vector<NamedSource>& sources)
{
    constexpr std::size_t kMost = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(sources.size(), kMost); ++i)
        text += (i == 0 ? "" : ", ") + toPrintableLine(sources[i].name);
    return sources.size() > kMost ? text + ", ..." : text;
}

struct MainClass
{
    std::string name;
    std::string file;
    std::string originalFile; ///< before it was renamed
};

/// Whether `wanted` means the file or class `name`: whole, or without folders and extension, or without
/// package.
bool isMeant(std::string_view wanted, std::string_view name)
{
    if (wanted == name)
        return true;
    const NameParts parts{std::string(name)};
    return wanted == parts.stem ||
           (name.size() > wanted.size() && name.ends_with(wanted) &&
            (name[name.size() - wanted.size() - 1] == '.' || name[name.size() - wanted.size() - 1] == '/'));
}

Error notFound(std::string_view wanted, const std::vector<NamedSource>& sources)
{
    return {ErrorKind::InvalidInput, "The entry point \"" + std::string(wanted) +
                                         "\" that the package names is in none of " + joined(sources) + "."};
}

/// Of several classes with a main method: the class called Main, then the first.
const MainClass& chosen(const std::vector<MainClass>& classes)
{
    const auto isMain = [](const MainClass& one) {
        const std::string name = lower(one.name);
        return name == "main" || name.ends_with(".main") || name == "mainkt" || name.ends_with(".mainkt");
    };
    const auto found = std::find_if(classes.begin(), classes.end(), isMain);
    return found == classes.end() ? classes.front() : *found;
}

Result<MainClass> findMainClass(const model::Language& language, Naming& naming, std::string_view wanted)
{
    const bool isJava = language.entryPoint == "java";
    std::vector<MainClass> classes;
    for (NamedSource& source : naming.sources()) {
        Result<std::string> text = readText(*source.file);
        if (!text)
            return text.error();
        NameParts parts(source.name);
        if (!isJava && std::any_of(parts.stem.begin(), parts.stem.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
            // How Kotlin changes other letters in a class name depends on more than is worth knowing here.
            parts.stem = "Main";
            naming.rename(source, parts.whole());
            parts = NameParts(source.name);
        }
        const ClassFileUnit unit = isJava ? readJava(*text) : readKotlin(*text, parts.base());
        if (!unit.publicType.empty() && unit.publicType != parts.stem) {
            parts.stem = unit.publicType;
            naming.rename(source, parts.whole());
        }
        for (const std::string& name : unit.mainClasses)
            classes.push_back({name, source.name, source.file->name});
    }
    if (!classes.empty() && !wanted.empty()) {
        auto meant = std::find_if(classes.begin(), classes.end(), [&](const MainClass& one) {
            return wanted == one.name || wanted == one.originalFile;
        });
        if (meant == classes.end())
            meant = std::find_if(classes.begin(), classes.end(), [&](const MainClass& one) {
                return isMeant(wanted, one.name) || isMeant(wanted, one.file) ||
                       one.name == std::string(wanted) + "Kt";
            });
        return meant != classes.end() ? Result<MainClass>(*meant) : notFound(wanted, naming.sources());
    }
    if (!classes.empty())
        return chosen(classes);
    return MainClass{{}, firstByName(naming.sources()).name, {}};
}

/// A program called like a module of Python itself would be found in that module's place.
void giveNeutralName(Naming& naming, std::string& mainFile)
{
    NameParts parts(mainFile);
    if (!isStandardPythonModule(parts.stem))
        return;
    for (NamedSource& source : naming.sources()) {
        if (source.name != mainFile)
            continue;
        parts.stem = "main";
        naming.rename(source, parts.whole());
        mainFile = source.name;
        return;
    }
}

Result<std::string> findPascalProgram(const std::vector<NamedSource>& sources)
{
    std::vector<NamedSource> programs;
    for (const NamedSource& source : sources) {
        Result<std::string> text = readText(*source.file);
        if (!text)
            return text.error();
        if (!isPascalUnit(*text))
            programs.push_back(source);
    }
    return firstByName(programs.empty() ? sources : programs).name;
}

/// How the files of a program in C or C++ belong together.
struct CProgram
{
    /// By their old names: sources that other files include only lie beside the files that are compiled.
    std::map<std::string, std::string> included;
    bool hasCLinkage = false;
    std::vector<std::string> headerFolders;
};

Result<CProgram> readCProgram(const std::vector<NamedSource>& sources,
                              const std::vector<model::SourceFile>& files)
{
    std::vector<std::string> texts;
    std::vector<ProgramText> program;
    texts.reserve(files.size());
    for (const model::SourceFile& file : files) {
        const bool isSource = std::any_of(sources.begin(), sources.end(),
                                          [&](const NamedSource& source) { return source.file == &file; });
        if (!isSource && !isHeaderName(file.name))
            continue;
        Result<std::string> text = readText(file);
        if (!text)
            return text.error();
        texts.push_back(std::move(*text));
        program.push_back({file.name, texts.back(), isSource});
    }
    return CProgram{includedSources(program), declaresCLinkage(program), headerFolders(program)};
}

} // namespace

Result<SourceSet> analyseSources(const model::Language& language, const std::vector<model::SourceFile>& files,
                                 std::string_view wanted)
{
    Naming naming(language, files);
    if (naming.sources().empty())
        return Error{ErrorKind::InvalidInput, "There is no file with an extension of " + language.name + "."};
    SourceSet set;
    if (language.entryPoint == "java" || language.entryPoint == "kotlin") {
        Result<MainClass> mainClass = findMainClass(language, naming, wanted);
        if (!mainClass)
            return mainClass.error();
        set.mainClass = mainClass->name;
        set.mainFile = mainClass->file;
    } else if (!wanted.empty()) {
        const std::vector<NamedSource>& sources = naming.sources();
        auto meant = std::find_if(sources.begin(), sources.end(),
                                  [&](const NamedSource& source) { return wanted == source.file->name; });
        if (meant == sources.end())
            meant = std::find_if(sources.begin(), sources.end(), [&](const NamedSource& source) {
                return isMeant(wanted, source.name) || isMeant(wanted, source.file->name);
            });
        if (meant == naming.sources().end())
            return notFound(wanted, naming.sources());
        set.mainFile = meant->name;
    } else if (language.entryPoint == "pascal") {
        Result<std::string> program = findPascalProgram(naming.sources());
        if (!program)
            return program.error();
        set.mainFile = *program;
    } else {
        set.mainFile = firstByName(naming.sources()).name;
    }
    if (language.entryPoint == "python")
        giveNeutralName(naming, set.mainFile);
    CProgram program;
    if (language.entryPoint == "c" && files.size() > 1) {
        Result<CProgram> read = readCProgram(naming.sources(), files);
        if (!read)
            return read.error();
        program = std::move(*read);
    }
    // Where nothing is in C++ no source needs C's names; languages of users may not know {cfiles}.
    const bool compilesC = program.hasCLinkage && contains(language.compile, "{cfiles}") &&
                           std::any_of(naming.sources().begin(), naming.sources().end(),
                                       [](const NamedSource& source) { return !source.isC; });
    set.includeFolders = std::move(program.headerFolders);
    for (const NamedSource& source : naming.sources()) {
        if (!program.included.contains(source.file->name))
            (compilesC && source.isC ? set.cFiles : set.files).push_back(source.name);
        else if (set.mainFile == source.name)
            set.mainFile.clear();
        if (source.name != source.file->name)
            set.renames.emplace_back(source.file->name, source.name);
    }
    std::sort(set.files.begin(), set.files.end());
    std::sort(set.cFiles.begin(), set.cFiles.end());
    if (set.mainFile.empty())
        set.mainFile = set.files.empty() ? set.cFiles.front() : set.files.front();
    return set;
}

std::string withoutEntryPoint(const model::Language& language, const SourceSet& set)
{
    if (!set.mainClass.empty() || (language.entryPoint != "java" && language.entryPoint != "kotlin"))
        return {};
    std::string names;
    constexpr std::size_t kMost = 10;
    for (std::size_t i = 0; i < std::min(set.files.size(), kMost); ++i)
        names += (i == 0 ? "" : ", ") + toPrintableLine(set.files[i]);
    return std::string("There is no ") +
           (language.entryPoint == "java" ? "class with a method `public static void main(String[] args)`"
                                          : "function `fun main()` at the top of a file") +
           " in " + names + (set.files.size() > kMost ? ", ..." : "") + ", so the program cannot be started.";
}

} // namespace assize::toolchain
