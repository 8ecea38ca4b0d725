// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand_options.h"

#include "by_hand_help.h"
#include "by_hand_values.h"
#include "sandbox/protocol/messages.h"

#include <algorithm>

namespace assize::box {

namespace {

Error usage(std::string message)
{
    return {ErrorKind::InvalidInput, std::move(message)};
}

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

using Value = std::string_view;
using Set = Result<void>;

Set setSeconds(std::uint64_t& to, Value value)
{
    constexpr std::uint64_t kLongest = 1'000'000ULL * 1'000'000'000ULL;
    const std::optional<std::uint64_t> time = parseSeconds(value);
    if (!time || *time == 0 || *time > kLongest)
        return usage(quoted(value) +
                     " was given; expected are seconds, more than 0 and at most 1000000, such "
                     "as 2 or 0.5, with at most nine decimals");
    to = *time;
    return {};
}

Set setSize(std::uint64_t& to, Value value, std::uint64_t least, std::uint64_t most)
{
    const std::optional<std::uint64_t> size = parseSize(value);
    if (!size || *size < least || *size > most)
        return usage(quoted(value) +
                     " was given; expected is a whole number of MiB, or one with b, k, m or g "
                     "behind it for bytes, KiB, MiB or GiB, from " +
                     sizeOf(least) + " to " + sizeOf(most));
    to = *size;
    return {};
}

Set setWords(std::string& to, Value value, const char* expected)
{
    if (value.empty())
        return usage(std::string("nothing was given; expected is ") + expected);
    to = value;
    return {};
}

Set setCpuTime(ByHandOptions& options, Value value)
{
    return setSeconds(options.cpuTime, value);
}
Set setWallTime(ByHandOptions& options, Value value)
{
    return setSeconds(options.wallTime.emplace(), value);
}
Set setMemory(ByHandOptions& options, Value value)
{
    if (Set set = setSize(options.memory, value, 1ULL << 20, 1ULL << 40); !set)
        return set;
    options.memory &= ~1023ULL; // it is counted in KiB
    return {};
}
Set setOutput(ByHandOptions& options, Value value)
{
    return setSize(options.output, value, 1, 1ULL << 36);
}
Set setErrorOutput(ByHandOptions& options, Value value)
{
    return setSize(options.errorOutput, value, 1, sandbox::protocol::kMaximumErrorOutput);
}
Set setFileSpace(ByHandOptions& options, Value value)
{
    return setSize(options.fileSpace, value, 64ULL << 10, 1ULL << 40);
}
Set setProcesses(ByHandOptions& options, Value value)
{
    constexpr std::uint64_t kMost = 30'000;
    const std::optional<std::uint64_t> number = parseNumber(value);
    if (!number || *number == 0 || *number > kMost)
        return usage(quoted(value) + " was given; expected is a whole number from 1 to 30000");
    options.processes = static_cast<std::uint32_t>(*number);
    return {};
}

constexpr const char* kAFile = "the name of a file";

Set setInput(ByHandOptions& options, Value value)
{
    return setWords(options.input, value, kAFile);
}
Set setOutputFile(ByHandOptions& options, Value value)
{
    return setWords(options.outputFile, value, kAFile);
}
Set setErrorFile(ByHandOptions& options, Value value)
{
    return setWords(options.errorFile, value, kAFile);
}
Set setJsonFile(ByHandOptions& options, Value value)
{
    return setWords(options.jsonFile, value, kAFile);
}
Set setCollectTo(ByHandOptions& options, Value value)
{
    return setWords(options.collectTo, value, "the name of a folder");
}

Set addFile(ByHandOptions& options, Value value)
{
    const std::size_t equals = value.find('=');
    FileToPlace file;
    file.path = equals == Value::npos ? value : value.substr(equals + 1);
    file.name = equals == Value::npos ? value.substr(value.rfind('/') + 1) : value.substr(0, equals);
    if (file.path.empty() || !sandbox::protocol::isPlaceableName(file.name))
        return usage(quoted(value) +
                     " was given; expected is NAME=PATH or PATH, where NAME is a relative path "
                     "without . and ..");
    const auto hasName = [&file](const FileToPlace& other) { return other.name == file.name; };
    if (std::any_of(options.files.begin(), options.files.end(), hasName))
        return usage("two files are to be placed as " + quoted(file.name));
    if (options.files.size() + 1 >= sandbox::protocol::kMaximumFiles)
        return usage("more than " + std::to_string(sandbox::protocol::kMaximumFiles - 1) +
                     " files were given");
    options.files.push_back(std::move(file));
    return {};
}

Set addCollect(ByHandOptions& options, Value value)
{
    if (value.empty() || value.find('/') != Value::npos)
        return usage(quoted(value) +
                     " was given; expected is a name or a pattern such as *.o, without folders");
    options.collect.emplace_back(value);
    return {};
}

Set addEnvironment(ByHandOptions& options, Value value)
{
    const std::size_t equals = value.find('=');
    if (equals == 0 || equals == Value::npos)
        return usage(quoted(value) + " was given; expected is NAME=VALUE");
    const Value name = value.substr(0, equals + 1);
    std::erase_if(options.environment, [name](const std::string& item) { return item.starts_with(name); });
    options.environment.emplace_back(value);
    return {};
}

Set setStrict(ByHandOptions& options, Value)
{
    options.strict = true;
    return {};
}
Set setNoCgroups(ByHandOptions& options, Value)
{
    options.cgroups = false;
    return {};
}
Set setUserNamespace(ByHandOptions& options, Value)
{
    options.userNamespace = true;
    return {};
}
Set setNoIsolation(ByHandOptions& options, Value)
{
    options.isolated = false;
    return {};
}
Set setHelp(ByHandOptions& options, Value)
{
    options.help = true;
    return {};
}

struct Setter
{
    std::string_view name;
    Set (*set)(ByHandOptions&, Value);
};

constexpr std::array kSetters = {
    Setter{"cpu-time", setCpuTime},
    Setter{"wall-time", setWallTime},
    Setter{"memory", setMemory},
    Setter{"output", setOutput},
    Setter{"error-output", setErrorOutput},
    Setter{"file-space", setFileSpace},
    Setter{"processes", setProcesses},
    Setter{"input", setInput},
    Setter{"stdout", setOutputFile},
    Setter{"stderr", setErrorFile},
    Setter{"json", setJsonFile},
    Setter{"file", addFile},
    Setter{"collect", addCollect},
    Setter{"collect-to", setCollectTo},
    Setter{"env", addEnvironment},
    Setter{"strict", setStrict},
    Setter{"no-cgroups", setNoCgroups},
    Setter{"user-namespace", setUserNamespace},
    Setter{"no-isolation", setNoIsolation},
    Setter{"help", setHelp},
};

/// Both tables have the same options in the same order.
constexpr bool tablesAgree()
{
    bool agree = kSetters.size() == kOptionTexts.size();
    for (std::size_t i = 0; agree && i < kSetters.size(); ++i)
        agree = kSetters[i].name == kOptionTexts[i].name;
    return agree;
}
static_assert(tablesAgree());

/// Applies the option of the first of `words` and takes the option and its value off them.
Set applyOption(ByHandOptions& options, std::span<char* const>& words)
{
    const std::string_view word = words.front();
    words = words.subspan(1);
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(2, equals == Value::npos ? Value::npos : equals - 2);
    const auto* const found = std::find_if(kSetters.begin(), kSetters.end(),
                                           [name](const Setter& setter) { return setter.name == name; });
    if (!word.starts_with("--") || found == kSetters.end())
        return usage("unknown option " + std::string(word.substr(0, equals)));
    const bool wantsValue = !kOptionTexts[static_cast<std::size_t>(found - kSetters.begin())].value.empty();
    Value value;
    if (equals != Value::npos) {
        if (!wantsValue)
            return usage("--" + std::string(name) + " takes no value");
        value = word.substr(equals + 1);
    } else if (wantsValue) {
        if (words.empty())
            return usage("--" + std::string(name) + " needs a value behind it");
        value = words.front();
        words = words.subspan(1);
    }
    Set set = found->set(options, value);
    return set ? set : set.error().context("--" + std::string(name));
}

/// Faults that only the whole command line tells.
Set check(const ByHandOptions& options)
{
    if (options.arguments.empty() || options.arguments.front().empty())
        return usage("no program was given; it stands behind the options: assize-box --run -- PROGRAM");
    if (options.arguments.size() > sandbox::protocol::kMaximumArguments)
        return usage("the program was given more than " +
                     std::to_string(sandbox::protocol::kMaximumArguments - 1) + " arguments");
    if (options.collect.empty() != options.collectTo.empty())
        return usage("--collect PATTERN and --collect-to FOLDER go together");
    const std::string json = options.jsonFile.empty() ? "-" : options.jsonFile;
    if (json == options.outputFile || json == options.errorFile ||
        (!options.outputFile.empty() && options.outputFile == options.errorFile))
        return usage("--stdout, --stderr and --json name the same file; without --json the JSON goes to "
                     "standard output, which is -");
    if (!options.isolated && (options.strict || options.userNamespace))
        return usage("--no-isolation goes with neither --strict nor --user-namespace");
    return {};
}

} // namespace

std::uint64_t ByHandOptions::effectiveWallTime() const
{
    constexpr std::uint64_t kSecond = 1'000'000'000;
    return wallTime ? *wallTime : 2 * cpuTime + kSecond;
}

Result<ByHandOptions> parseByHandOptions(std::span<char* const> words)
{
    ByHandOptions options;
    for (std::size_t i = 0; i < kSetters.size(); ++i) {
        if (!kOptionTexts[i].initial.empty()) {
            if (Set set = kSetters[i].set(options, kOptionTexts[i].initial); !set)
                return set.error();
        }
    }
    while (!words.empty() && std::string_view(words.front()).starts_with("-")) {
        if (std::string_view(words.front()) == "--") {
            words = words.subspan(1);
            break;
        }
        if (Set set = applyOption(options, words); !set)
            return set.error();
        if (options.help)
            return options;
    }
    options.arguments.assign(words.begin(), words.end());
    if (Set checked = check(options); !checked)
        return checked.error();
    return options;
}

} // namespace assize::box
