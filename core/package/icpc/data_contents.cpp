// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/data_contents.h"

#include "package/common/names.h"

namespace assize::package {
namespace {

std::string withoutEnding(std::string_view name, std::string_view ending)
{
    return std::string(name.substr(0, name.size() - ending.size()));
}

void takeFile(files::Entry entry, bool legacy, DataContents& contents)
{
    const std::string name = entry.name;
    const auto take = [&](std::string_view ending, std::map<std::string, files::Entry>& where) {
        if (!endsIn(name, ending))
            return false;
        where.emplace(withoutEnding(name, ending), std::move(entry));
        return true;
    };
    if (take(".in", contents.inputs) || take(".ans", contents.answers) || take(".out", contents.outputs) ||
        take(".args", contents.arguments))
        return;
    if (endsIn(name, ".interaction"))
        contents.interactions.insert(withoutEnding(name, ".interaction"));
    else if (!legacy && name != "test_group.yaml" && name != "testdata.yaml")
        take(".yaml", contents.settings);
}

} // namespace

DataContents contentsOf(std::vector<files::Entry> entries, bool legacy)
{
    DataContents contents;
    for (files::Entry& entry : entries) {
        // Those that look like tests have been told of, see file_names.h.
        if (entry.name.front() == '.' || (entry.name.front() == '-' && !legacy))
            continue;
        std::string name = entry.name;
        if (!entry.unusable.empty())
            contents.unusable.push_back(std::move(entry));
        else if (!entry.isFolder())
            takeFile(std::move(entry), legacy, contents);
        else if (endsIn(name, ".files"))
            contents.testFiles.emplace(withoutEnding(name, ".files"), std::move(entry));
        else if (name != "__MACOSX")
            contents.folders.emplace(std::move(name), std::move(entry));
    }
    return contents;
}

std::vector<std::string> shellWords(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    bool inWord = false;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0 && c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
            inWord = true;
        } else if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
            word += text[++i];
            inWord = true;
        } else if (quote == 0 && std::string_view(" \t\r\n").find(c) != std::string_view::npos) {
            if (inWord)
                words.push_back(std::move(word));
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (inWord)
        words.push_back(std::move(word));
    return words;
}

} // namespace assize::package
