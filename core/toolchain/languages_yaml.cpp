// SPDX-License-Identifier: GPL-3.0-or-later
// resources/languages/*.yaml -> model::Language. The keys are described in resources/languages/README.md.
#include "toolchain/toolchain.h"

#include <cerrno>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace assize::toolchain {

namespace {

constexpr std::uintmax_t kLargestFile = 1U << 20;
/// Names of files: whole arguments.
constexpr std::array<std::string_view, 5> kNames = {"{files}", "{cfiles}", "{includes}", "{main}",
                                                    "{mainclass}"};
constexpr std::array<std::string_view, 4> kTexts = {"{binary}", "{memory}", "{stack}", "{stackkib}"};

/// Thrown and caught in this file only: the fault with its key and line.
struct SchemaError
{
    int line = 0; ///< from 1; 0: unknown
    std::string key;
    std::string message;
};

int lineOf(const YAML::Node& node)
{
    return node.Mark().is_null() ? 0 : node.Mark().line + 1;
}

[[noreturn]] void fail(const YAML::Node& node, const std::string& key, const std::string& message)
{
    throw SchemaError{lineOf(node), key, message};
}

std::string readString(const YAML::Node& node, const std::string& key, const char* expected = "a text")
{
    if (!node.IsScalar() || node.Scalar().empty())
        fail(node, key, std::string("expected ") + expected);
    return node.Scalar();
}

std::vector<std::string> readList(const YAML::Node& node, const std::string& key)
{
    if (!node.IsSequence())
        fail(node, key, "expected a list of texts, e.g. [one, two]");
    std::vector<std::string> list;
    for (const YAML::Node& item : node)
        list.push_back(readString(item, key, "a list of texts that are not empty"));
    return list;
}

double readNumber(const YAML::Node& node, const std::string& key, double least, double most)
{
    std::ostringstream expected;
    expected << "expected a number from " << least << " to " << most;
    double number = 0;
    if (!node.IsScalar() || !YAML::convert<double>::decode(node, number) || !std::isfinite(number) ||
        number < least || number > most)
        fail(node, key, expected.str());
    return number;
}

int readInteger(const YAML::Node& node, const std::string& key, int least, int most)
{
    const double number = readNumber(node, key, least, most);
    if (number != std::floor(number))
        fail(node, key, "expected a whole number");
    return static_cast<int>(number);
}

std::uint64_t readMebibytes(const YAML::Node& node, const std::string& key)
{
    return static_cast<std::uint64_t>(readInteger(node, key, 0, 1 << 20)) << 20;
}

bool readBoolean(const YAML::Node& node, const std::string& key)
{
    bool value = false;
    if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value))
        fail(node, key, "expected true or false");
    return value;
}

/// Calls `read(key, value)` for each pair of a map; refuses a node that is no map, and keys that occur twice.
template<typename Read>
void forEachKey(const YAML::Node& map, const std::string& where, Read read)
{
    if (!map.IsMap())
        fail(map, where, "expected keys and values, e.g. name: C");
    std::set<std::string> seen;
    for (const auto& pair : map) {
        const std::string key = readString(pair.first, where, "a key that is a text");
        if (!seen.insert(key).second)
            fail(pair.first, key, "this key stands here twice");
        read(key, pair.second, pair.first);
    }
}

/// Refuses placeholders that do not exist, and names of files that are only a part of an argument.
std::vector<std::string> readCommand(const YAML::Node& node, const std::string& key)
{
    std::vector<std::string> command = readList(node, key);
    if (command.empty())
        fail(node, key, "expected a program and its arguments");
    for (const std::string& part : command) {
        for (std::size_t at = part.find('{'); at != std::string::npos; at = part.find('{', at + 1)) {
            const std::string placeholder = part.substr(at, part.find('}', at) - at + 1);
            const bool isWord =
                placeholder.size() > 2 && placeholder.back() == '}' &&
                placeholder.find_first_not_of("abcdefghijklmnopqrstuvwxyz", 1) == placeholder.size() - 1;
            if (!isWord)
                continue;
            const bool isName = std::find(kNames.begin(), kNames.end(), placeholder) != kNames.end();
            if (!isName && std::find(kTexts.begin(), kTexts.end(), placeholder) == kTexts.end()) {
                std::string known;
                for (const std::string_view name : kNames)
                    known.append(" ").append(name);
                for (const std::string_view name : kTexts)
                    known.append(" ").append(name);
                fail(node, key, placeholder + " means nothing; known are" + known);
            }
            if (isName && part != placeholder)
                fail(node, key, placeholder + " must be an argument of its own");
        }
    }
    return command;
}

std::vector<std::string> readExtensions(const YAML::Node& node, const std::string& key)
{
    std::vector<std::string> extensions = readList(node, key);
    if (extensions.empty())
        fail(node, key, "expected at least one extension");
    for (const std::string& extension : extensions) {
        if (extension.find_first_of("./") != std::string::npos)
            fail(node, key, "expected extensions without a point, e.g. cpp, not '" + extension + "'");
    }
    return extensions;
}

std::vector<std::string> readEnvironment(const YAML::Node& node, const std::string& where)
{
    std::vector<std::string> environment;
    forEachKey(node, where, [&](const std::string& key, const YAML::Node& value, const YAML::Node& keyNode) {
        if (key.find('=') != std::string::npos)
            fail(keyNode, where, "a variable's name cannot hold '='");
        if (!value.IsScalar())
            fail(value, where + "." + key, "expected a text");
        environment.push_back(key + "=" + value.Scalar());
    });
    return environment;
}

std::string readPackages(const YAML::Node& node, const std::string& key)
{
    std::string packages;
    for (const std::string& package : readList(node, key))
        packages += (packages.empty() ? "" : " ") + package;
    return packages;
}

void readLimits(const YAML::Node& node, model::Language& language)
{
    forEachKey(node, "limits",
               [&](const std::string& key, const YAML::Node& value, const YAML::Node& keyNode) {
                   const std::string path = "limits." + key;
                   if (key == "time_factor")
                       language.timeFactor = readNumber(value, path, 0.01, 100);
                   else if (key == "extra_memory_mib")
                       language.extraMemory = readMebibytes(value, path);
                   else if (key == "processes")
                       language.processes = readInteger(value, path, 1, 4096);
                   else if (key == "compile_memory_mib")
                       language.compileMemory = readMebibytes(value, path);
                   else
                       fail(keyNode, path,
                            "this key is not known here; expected time_factor, extra_memory_mib, processes "
                            "or compile_memory_mib");
               });
}

std::string readEntryPoint(const YAML::Node& node, const std::string& key)
{
    static constexpr std::string_view kKnown[] = {"java", "kotlin",  "pascal",     "c",      "csharp",
                                                  "go",   "haskell", "javascript", "python", "rust"};
    const std::string name = readString(node, key);
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown))
        fail(node, key,
             "expected java, kotlin or pascal, or c, csharp, go, haskell, javascript, python or rust");
    return name;
}

void readKey(const std::string& key, const YAML::Node& value, const YAML::Node& keyNode,
             model::Language& language)
{
    if (key == "name")
        language.name = readString(value, key);
    else if (key == "extensions")
        language.extensions = readExtensions(value, key);
    else if (key == "priority")
        language.priority = readInteger(value, key, -1000, 1000);
    else if (key == "shebang")
        language.shebang = readList(value, key);
    else if (key == "shebang_refused")
        language.shebangRefused = readList(value, key);
    else if (key == "compile")
        language.compile = readCommand(value, key);
    else if (key == "run")
        language.run = readCommand(value, key);
    else if (key == "products")
        language.products = readList(value, key);
    else if (key == "native_executable")
        language.nativeExecutable = readBoolean(value, key);
    else if (key == "entry_point")
        language.entryPoint = readEntryPoint(value, key);
    else if (key == "environment")
        language.environment = readEnvironment(value, key);
    else if (key == "version")
        language.versionCommand = readCommand(value, key);
    else if (key == "packages")
        language.installPackages = readPackages(value, key);
    else if (key == "limits")
        readLimits(value, language);
    else
        fail(keyNode, key,
             "this key is not known; expected name, extensions, priority, shebang, shebang_refused, compile, "
             "run, "
             "products, native_executable, entry_point, environment, version, packages or limits");
}

bool uses(const std::vector<std::string>& command, std::string_view placeholder)
{
    return std::any_of(command.begin(), command.end(),
                       [&](const std::string& part) { return part.find(placeholder) != std::string::npos; });
}

/// Faults that no single key shows.
void checkWhole(const YAML::Node& document, const model::Language& language)
{
    for (const auto& [key, missing] :
         {std::pair("name", language.name.empty()), std::pair("extensions", language.extensions.empty()),
          std::pair("run", language.run.empty()), std::pair("version", language.versionCommand.empty())}) {
        if (missing)
            fail(document, key, "this key is missing");
    }
    const bool findsClass = language.entryPoint == "java" || language.entryPoint == "kotlin";
    if (uses(language.run, "{mainclass}") && !findsClass)
        fail(document["run"], "run", "{mainclass} needs entry_point: java or kotlin");
    if (language.nativeExecutable && !uses(language.compile, "{binary}"))
        fail(document["native_executable"], "native_executable", "compile must make {binary}");
    if (language.compile.empty() && !language.products.empty())
        fail(document["products"], "products", "there is no compile command that could leave them");
    for (const std::string& product : language.products) {
        if (product.find('/') != std::string::npos)
            fail(document["products"], "products",
                 "expected names or patterns without a folder, not '" + product + "'");
    }
}

Result<std::string> readFile(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return Error{ErrorKind::InvalidInput, "expected a regular file"};
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error)
        return systemError("cannot examine it", error.value());
    if (size > kLargestFile)
        return Error{ErrorKind::InvalidInput,
                     "expected a description of a language, found a file larger than 1 MiB"};
    std::string content(static_cast<std::size_t>(size), '\0');
    std::ifstream stream(path, std::ios::binary);
    if (!stream || !stream.read(content.data(), static_cast<std::streamsize>(size)))
        return systemError("cannot read it", errno);
    return content;
}

std::string whereIs(const std::string& file, int line, const std::string& key)
{
    return file + (line > 0 ? ":" + std::to_string(line) : "") + (key.empty() ? "" : " (" + key + ")");
}

/// Nullopt: the file is broken, and a diagnostic says how.
std::optional<model::Language> readLanguage(const std::filesystem::path& path, Diagnostics& diagnostics)
{
    const auto report = [&](int line, const std::string& key, const std::string& message) {
        diagnostics.push_back({Diagnostic::Level::Error, whereIs(path.string(), line, key),
                               message + ". The language " + path.stem().string() + " is left out."});
    };
    const Result<std::string> text = readFile(path);
    if (!text) {
        report(0, "", text.error().message);
        return std::nullopt;
    }
    try {
        const YAML::Node document = YAML::Load(*text);
        model::Language language;
        language.id = path.stem().string();
        forEachKey(document, "",
                   [&](const std::string& key, const YAML::Node& value, const YAML::Node& keyNode) {
                       readKey(key, value, keyNode, language);
                   });
        checkWhole(document, language);
        return language;
    } catch (const SchemaError& error) {
        report(error.line, error.key, error.message);
    } catch (const YAML::Exception& error) {
        report(error.mark.is_null() ? 0 : error.mark.line + 1, "", "this is not YAML: " + error.msg);
    }
    return std::nullopt;
}

} // namespace

Result<std::vector<model::Language>> readLanguages(const std::filesystem::path& folder,
                                                   Diagnostics& diagnostics)
{
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (auto entry = std::filesystem::directory_iterator(folder, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (entry->path().extension() == ".yaml" && !entry->path().filename().string().starts_with('.'))
            files.push_back(entry->path());
    }
    if (error)
        return systemError("cannot read the folder of languages " + folder.string(), error.value());
    std::sort(files.begin(), files.end());
    std::vector<model::Language> languages;
    for (const std::filesystem::path& file : files) {
        if (std::optional<model::Language> language = readLanguage(file, diagnostics))
            languages.push_back(std::move(*language));
    }
    std::sort(languages.begin(), languages.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return languages;
}

} // namespace assize::toolchain
