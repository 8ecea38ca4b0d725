// SPDX-License-Identifier: GPL-3.0-or-later
// Which language a submission is in, and what of it is compiled.
#include "toolchain/toolchain.h"

#include "base/unique_fd.h"
#include "base/utf8.h"
#include "toolchain/entry_points.h"

#include <cerrno>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::toolchain {

namespace {

/// Longer sources are read this far; no problem permits a longer one (a usual limit is 128 KiB).
constexpr std::size_t kReadLimit = 4U << 20;
/// Of a first line, this much is read.
constexpr std::size_t kFirstLineLimit = 256;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
    return result;
}

struct NameParts
{
    std::string folder; ///< with its last slash
    std::string stem;
    std::string extension; ///< without the point

    explicit NameParts(const std::string& name)
    {
        const std::size_t slash = name.rfind('/');
        const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
        const std::size_t point = name.rfind('.');
        const bool hasExtension = point != std::string::npos && point > begin;
        folder = name.substr(0, begin);
        stem = name.substr(begin, hasExtension ? point - begin : std::string::npos);
        extension = hasExtension ? name.substr(point + 1) : "";
    }
    std::string base() const { return extension.empty() ? stem : stem + "." + extension; }
    std::string whole() const { return folder + base(); }
};

/// The extension as the language writes it: the same, else the same but for case; nullopt: it has none such.
std::optional<std::string> extensionIn(const model::Language& language, const std::string& extension)
{
    const auto& known = language.extensions;
    if (std::find(known.begin(), known.end(), extension) != known.end())
        return extension;
    const auto similar = std::find_if(known.begin(), known.end(),
                                      [&](const std::string& one) { return lower(one) == lower(extension); });
    return similar == known.end() ? std::nullopt : std::optional(*similar);
}

/// At most `limit` bytes of a regular file; never waits, whatever the path has become since it was found.
Result<std::string> readHead(const model::SourceFile& file, std::size_t limit)
{
    const unique_fd fd(::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (!fd)
        return systemError("cannot open " + file.path.string(), errno);
    struct stat status
    {
    };
    if (::fstat(fd.get(), &status) != 0)
        return systemError("cannot examine " + file.path.string(), errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::Io, file.path.string() + " is not a regular file any more."};
    std::string content;
    content.resize(std::min<std::size_t>(limit, static_cast<std::size_t>(status.st_size)));
    std::size_t length = 0;
    while (length < content.size()) {
        const ssize_t got = ::read(fd.get(), content.data() + length, content.size() - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("cannot read " + file.path.string(), errno);
        if (got == 0)
            break;
        length += static_cast<std::size_t>(got);
    }
    content.resize(length);
    return content;
}

bool holdsOne(std::string_view line, const std::vector<std::string>& words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return line.find(word) != std::string_view::npos; });
}

/// The first line if it begins with "#!", else nothing. A file that cannot be read says nothing here;
/// compiling it will say what is wrong.
std::string shebangOf(const model::SourceFile& file)
{
    Result<std::string> head = readHead(file, kFirstLineLimit);
    if (!head || !head->starts_with("#!"))
        return {};
    return head->substr(0, head->find('\n'));
}

/// The languages that a file may be in.
std::vector<const model::Language*> candidatesFor(const model::SourceFile& file,
                                                  const std::vector<model::Language>& languages)
{
    const std::string extension = NameParts(file.name).extension;
    std::vector<const model::Language*> exact;
    std::vector<const model::Language*> similar;
    for (const model::Language& language : languages) {
        const std::optional<std::string> known = extensionIn(language, extension);
        if (known)
            (*known == extension ? exact : similar).push_back(&language);
    }
    std::vector<const model::Language*> found = exact.empty() ? similar : exact;
    const bool shebangMatters = std::any_of(found.begin(), found.end(), [](const model::Language* language) {
        return !language->shebang.empty() || !language->shebangRefused.empty();
    });
    const std::string line = shebangMatters ? shebangOf(file) : std::string();
    if (line.empty())
        return found;
    std::erase_if(found, [&](const model::Language* one) { return holdsOne(line, one->shebangRefused); });
    const auto named = [&](const model::Language* one) { return holdsOne(line, one->shebang); };
    if (std::any_of(found.begin(), found.end(), named))
        std::erase_if(found, [&](const model::Language* one) { return !named(one); });
    return found;
}

/// A name that every compiler takes for a file: control characters, what is not UTF-8, and signs that mean
/// something to compilers and their helpers become '_'.
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
            parts.extension = *extension;
            parts.stem = harmless(parts.stem);
            m_sources.push_back({&file, file.name});
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
        text += (i == 0 ? "" : ", ") + toPrintable(sources[i].name);
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

/// Of several classes with a main method: one called Main, then the first.
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
        Result<std::string> text = readHead(*source.file, kReadLimit);
        if (!text)
            return text.error();
        NameParts parts(source.name);
        if (!isJava && std::any_of(parts.stem.begin(), parts.stem.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
            // What Kotlin makes of other letters in a class name depends on more than is worth knowing here.
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
    return Error{ErrorKind::InvalidInput,
                 std::string("There is no ") +
                     (isJava ? "class with a method `public static void main(String[] args)`"
                             : "function `fun main()` at the top of a file") +
                     " in " + joined(naming.sources()) + ", so the program cannot be started."};
}

Result<std::string> findPascalProgram(const std::vector<NamedSource>& sources)
{
    std::vector<NamedSource> programs;
    for (const NamedSource& source : sources) {
        Result<std::string> text = readHead(*source.file, kReadLimit);
        if (!text)
            return text.error();
        if (!isPascalUnit(*text))
            programs.push_back(source);
    }
    return firstByName(programs.empty() ? sources : programs).name;
}

} // namespace

std::optional<std::string> languageOf(const std::vector<model::SourceFile>& files,
                                      const std::vector<model::Language>& languages)
{
    std::map<const model::Language*, int> counts;
    for (const model::SourceFile& file : files) {
        for (const model::Language* language : candidatesFor(file, languages))
            ++counts[language];
    }
    const model::Language* best = nullptr;
    for (const auto& [language, count] : counts) {
        const auto better = [&] {
            const auto key = std::tuple(counts[best], best->priority);
            const auto otherKey = std::tuple(count, language->priority);
            return otherKey > key || (otherKey == key && language->id < best->id);
        };
        if (best == nullptr || better())
            best = language;
    }
    return best == nullptr ? std::nullopt : std::optional(best->id);
}

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
    for (const NamedSource& source : naming.sources()) {
        set.files.push_back(source.name);
        if (source.name != source.file->name)
            set.renames.emplace_back(source.file->name, source.name);
    }
    std::sort(set.files.begin(), set.files.end());
    return set;
}

} // namespace assize::toolchain
