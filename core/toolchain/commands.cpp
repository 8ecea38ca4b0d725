// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/toolchain.h"

#include "base/utf8.h"
#include "toolchain/entry_points.h"

#include <cstdio>
#include <xxhash.h>

namespace assize::toolchain {

namespace {

/// The largest stack of a Java thread (-Xss), in MiB.
constexpr std::uint64_t kLargestStack = 1024;

void replaceAll(std::string& text, std::string_view what, std::string_view by)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// A file name that no program takes for an option or a list of arguments.
std::string asArgument(const std::string& name)
{
    return name.starts_with('-') || name.starts_with('@') ? "./" + name : name;
}

/// Compilers of C take a folder that begins with '=' for a folder of their own.
std::string asFolder(const std::string& name)
{
    return name.starts_with('=') ? "./" + name : asArgument(name);
}

std::vector<std::string> command(const std::vector<std::string>& pattern, const SourceSet& sources,
                                 std::string_view binary, std::uint64_t memoryLimit)
{
    const std::uint64_t memory = std::max<std::uint64_t>(memoryLimit >> 20, 1);
    const std::uint64_t stack = std::min(memory, kLargestStack);
    std::vector<std::string> arguments;
    for (const std::string& part : pattern) {
        // Names are put in only as whole arguments or where nothing is replaced after them.
        if (part == "{files}") {
            for (const std::string& file : sources.files)
                arguments.push_back(asArgument(file));
        } else if (part == "{includes}") {
            for (const std::string& folder : sources.includeFolders) {
                const std::string argument = asFolder(folder);
                arguments.insert(arguments.end(), {"-iquote", argument, "-idirafter", argument});
            }
        } else if (part == "{cfiles}") {
            if (!sources.cFiles.empty())
                arguments.insert(arguments.end(), {"-x", "c"});
            for (const std::string& file : sources.cFiles)
                arguments.push_back(asArgument(file));
        } else if (part == "{main}") {
            arguments.push_back(asArgument(sources.mainFile));
        } else if (part == "{mainclass}") {
            arguments.push_back(sources.mainClass);
        } else {
            std::string argument = part;
            replaceAll(argument, "{memory}", std::to_string(memory));
            replaceAll(argument, "{stack}", std::to_string(stack));
            replaceAll(argument, "{stackkib}", std::to_string(stack * 1024));
            replaceAll(argument, "{binary}", binary);
            arguments.push_back(std::move(argument));
        }
    }
    return arguments;
}

/// Text in which no two different lists of parts look the same.
class Fields
{
public:
    void add(std::string_view part)
    {
        m_text += std::to_string(part.size());
        m_text += ':';
        m_text += part;
    }
    void add(const std::vector<std::string>& parts)
    {
        add(std::to_string(parts.size()));
        for (const std::string& part : parts)
            add(part);
    }
    std::string hash() const
    {
        const XXH128_hash_t hash = XXH3_128bits(m_text.data(), m_text.size());
        std::array<char, 33> text{};
        std::snprintf(text.data(), text.size(), "%016llx%016llx",
                      static_cast<unsigned long long>(hash.high64),
                      static_cast<unsigned long long>(hash.low64));
        return text.data();
    }

private:
    std::string m_text;
};

} // namespace

std::vector<std::string> compileCommand(const model::Language& language, const SourceSet& sources,
                                        std::string_view binary, std::uint64_t memoryLimit)
{
    return command(language.compile, sources, binary, memoryLimit);
}

std::vector<std::string> runCommand(const model::Language& language, const SourceSet& sources,
                                    std::string_view binary, std::uint64_t memoryLimit)
{
    return command(language.run, sources, binary, memoryLimit);
}

std::vector<std::string> productNames(const model::Language& language, std::string_view binary)
{
    if (language.nativeExecutable)
        return {std::string(binary)};
    std::vector<std::string> names = language.products;
    for (std::string& name : names)
        replaceAll(name, "{binary}", binary);
    return names;
}

std::string versionFrom(std::string_view output)
{
    constexpr std::size_t kLongest = 200;
    std::string first;
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        std::string_view line = output.substr(0, end);
        output.remove_prefix(std::min(end + 1, output.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        // Digits with a point between them: 12.2.0, go1.19.8, v18.19.0.
        for (std::size_t i = 1; i + 1 < line.size(); ++i) {
            const auto isDigit = [&](std::size_t at) { return line[at] >= '0' && line[at] <= '9'; };
            if (line[i] == '.' && isDigit(i - 1) && isDigit(i + 1))
                return toPrintableLine(headOf(line, kLongest));
        }
        if (first.empty())
            first = toPrintableLine(headOf(line, kLongest));
    }
    return first;
}

std::string fingerprint(const model::Language& language, const std::string& version)
{
    Fields fields;
    fields.add(language.id);
    fields.add(language.compile);
    fields.add(language.run);
    fields.add(language.products);
    fields.add(language.nativeExecutable ? "native" : "");
    // Of the other kinds, only the choice made by them reaches a run; that is in the submission's hash.
    fields.add(findsEntryPoint(language.entryPoint) ? language.entryPoint : "");
    fields.add(language.environment);
    char factor[40];
    std::snprintf(factor, sizeof factor, "%a", language.timeFactor);
    fields.add(factor);
    fields.add(std::to_string(language.extraMemory));
    fields.add(std::to_string(language.processes));
    fields.add(std::to_string(language.compileMemory));
    fields.add(version);
    return fields.hash();
}

} // namespace assize::toolchain
