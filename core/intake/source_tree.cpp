// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/source_tree.h"

#include "base/source_text.h"
#include "files/hash.h"
#include "files/read.h"
#include "intake/language_guess.h"

#include <algorithm>

namespace assize::intake {
namespace {

constexpr int kDeepest = 32;
constexpr std::size_t kMostFiles = 1'000'000;
/// A source is at most some hundred KiB (a larger one is a compile error); so much of a huge file tells it
/// from others.
constexpr std::uint64_t kHashedBytes = 16 << 20;

bool isLeftBehind(std::string_view name)
{
    return name == "__MACOSX" || name == "__pycache__" || name == "node_modules";
}

class TreeReader
{
public:
    explicit TreeReader(SourceTree& tree) : m_tree(tree) {}

    void read(std::vector<files::Entry> entries, const std::string& below, int depth)
    {
        for (files::Entry& entry : entries) {
            entry.name = below + entry.name;
            if (m_tree.files.size() + m_tree.unmatched.size() >= kMostFiles) {
                m_tree.truncated = true;
                return;
            }
            take(std::move(entry), depth);
        }
    }

private:
    void take(files::Entry entry, int depth)
    {
        const std::string name = entry.path.filename().native();
        const bool folder = entry.kind == files::EntryKind::Folder;
        if (name.front() == '.' || isLeftBehind(name)) {
            const bool hidden = name.front() == '.';
            reject(entry,
                   folder ? (hidden ? "hidden folder" : "folder that a tool left behind") : "hidden file");
        } else if (!entry.unusable.empty()) {
            if (depth == 0 && folder)
                m_tree.topFolders.push_back(entry.name);
            reject(entry, entry.unusable);
        } else if (folder) {
            enter(entry, depth);
        } else {
            m_tree.files.push_back(std::move(entry));
        }
    }

    void enter(const files::Entry& folder, int depth)
    {
        if (depth == 0)
            m_tree.topFolders.push_back(folder.name);
        if (depth >= kDeepest) {
            reject(folder, "more than " + std::to_string(kDeepest) + " folders deep");
            return;
        }
        Result<files::Listing> listing = files::listFolder(folder.path);
        if (!listing) {
            reject(folder, listing.error().message);
            m_tree.unreadable.push_back(m_tree.unmatched.back());
            return;
        }
        m_tree.truncated = m_tree.truncated || listing->truncated;
        read(std::move(listing->entries), folder.name + "/", depth + 1);
    }

    void reject(const files::Entry& entry, std::string reason)
    {
        m_tree.unmatched.push_back({entry.name, std::move(reason)});
    }

    SourceTree& m_tree;
};

std::optional<std::string> setLanguage(model::Submission& submission,
                                       const std::vector<model::Language>& languages)
{
    const model::Language* language = guessLanguage(submission.files, languages);
    if (language != nullptr) {
        submission.language = language->id;
        return std::nullopt;
    }
    if (submission.files.size() != 1)
        return "none of the submission's files has an extension of a known language";
    const std::string_view extension = extensionOf(submission.files.front().name);
    if (extension.empty())
        return "the name has no extension to tell the language by";
    return "no language has the extension ." + files::oneLine(extension);
}

/// What compilers see otherwise than it was handed in. As it decides what the program is, it is part of its
/// content.
Result<void> noteEncodings(model::Submission& submission, const std::vector<model::Language>& languages,
                           files::Hasher& hasher)
{
    const auto language = std::find_if(languages.begin(), languages.end(), [&](const model::Language& one) {
        return one.id == submission.language;
    });
    if (language == languages.end())
        return {};
    for (const model::SourceFile& file : submission.files) {
        if (!isSourceExtension(extensionOf(file.name), {*language}) && !isHeaderName(file.name))
            continue;
        const Result<std::string> head = files::readHead(file.path, kEncodingHead);
        if (!head)
            return head.error();
        const SourceEncoding encoding = sourceEncodingOf(*head);
        if (encoding == SourceEncoding::AsItIs)
            continue;
        submission.notes.push_back(encodingNote(file.name, encoding));
        hasher.add("read as UTF-8 without a mark");
        hasher.add(file.name);
    }
    return {};
}

} // namespace

Result<SourceTree> readSourceTree(const std::filesystem::path& folder)
{
    Result<files::Listing> listing = files::listFolder(folder);
    if (!listing)
        return Error{ErrorKind::InvalidInput, listing.error().message};
    SourceTree tree;
    tree.truncated = listing->truncated;
    TreeReader(tree).read(std::move(listing->entries), "", 0);
    return tree;
}

std::optional<std::string> complete(model::Submission& submission, const std::vector<files::Entry>& entries,
                                    const std::vector<model::Language>& languages, bool answers)
{
    std::sort(submission.files.begin(), submission.files.end(),
              [](const model::SourceFile& a, const model::SourceFile& b) { return a.name < b.name; });
    if (answers)
        submission.language = model::kAnswerLanguage;
    if (submission.language.empty()) {
        if (std::optional<std::string> reason = setLanguage(submission, languages))
            return reason;
    }
    submission.submittedAt = {};
    for (const files::Entry& entry : entries)
        submission.submittedAt = std::max(submission.submittedAt, entry.modified);

    files::Hasher hasher;
    hasher.add("assize.submission/1");
    for (const model::SourceFile& file : submission.files) {
        hasher.add(file.name);
        if (const Result<void> done = hasher.addFile(file.path, kHashedBytes); !done)
            return done.error().message;
    }
    // Another one makes another program of the same files.
    if (!submission.entryPoint.empty()) {
        hasher.add("entry point");
        hasher.add(submission.entryPoint);
    }
    if (const Result<void> done = noteEncodings(submission, languages, hasher); !done)
        return done.error().message;
    submission.contentHash = hasher.hex();
    return std::nullopt;
}

} // namespace assize::intake
