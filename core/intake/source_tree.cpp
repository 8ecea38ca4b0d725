// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/source_tree.h"

#include "base/text_encoding.h"
#include "files/hash.h"
#include "files/read.h"
#include "intake/language_guess.h"
#include "intake/left_behind.h"
#include "intake/near_name.h"

#include <algorithm>

namespace assize::intake {
namespace {

constexpr int kDeepest = 32;
constexpr std::size_t kMostFiles = 1'000'000;
/// A source is at most some hundred KiB (a larger one is a compile error); so much of a huge file tells it
/// from others.
constexpr std::uint64_t kHashedBytes = 16 << 20;

class TreeReader
{
public:
    TreeReader(SourceTree& tree, const IsHandInFolder& isHandInFolder)
        : m_tree(tree), m_isHandInFolder(isHandInFolder)
    {
    }

    void read(std::vector<files::Entry> entries, const std::string& below, int depth)
    {
        for (files::Entry& entry : entries) {
            entry.name = below + entry.name;
            if (m_tree.files.size() + m_tree.unmatched.size() >= kMostFiles) {
                m_tree.truncated = true;
                return;
            }
            take(entry, entries, depth);
        }
    }

private:
    void take(const files::Entry& entry, const std::vector<files::Entry>& siblings, int depth)
    {
        const std::string name = entry.path.filename().native();
        const bool folder = entry.kind == files::EntryKind::Folder;
        const std::optional<std::string> left =
            folder ? (isHandIn(entry.name) ? std::nullopt : leftBehindByName(name)) : leftBehindFile(name);
        if (left) {
            reject(entry, *left);
        } else if (!entry.unusable.empty()) {
            if (depth == 0 && folder)
                m_tree.topFolders.push_back(entry.name);
            reject(entry, entry.unusable);
        } else if (folder) {
            enter(entry, siblings, depth);
        } else {
            m_tree.files.push_back(entry);
        }
    }

    /// Hidden folders, what macOS puts into archives and Python beside sources are nobody's.
    bool isHandIn(const std::string& folder) const
    {
        const std::string name = folder.substr(folder.rfind('/') + 1);
        return !name.starts_with('.') && name != "__MACOSX" && name != "__pycache__" &&
               m_isHandInFolder(folder);
    }

    void enter(const files::Entry& folder, const std::vector<files::Entry>& siblings, int depth)
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
        if (!isHandIn(folder.name)) {
            std::optional<std::string> left =
                leftBehindFolder(folder.path.filename().native(), listing->entries, siblings);
            if (!left)
                left = testsOfProgram(folder.name, siblings);
            if (left) {
                reject(folder, *left);
                return;
            }
        }
        m_tree.truncated = m_tree.truncated || listing->truncated;
        read(std::move(listing->entries), folder.name + "/", depth + 1);
    }

    void reject(const files::Entry& entry, std::string reason)
    {
        m_tree.unmatched.push_back({entry.name, std::move(reason)});
    }

    SourceTree& m_tree;
    const IsHandInFolder& m_isHandInFolder;
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
    return "no language has the extension ." + files::oneLine(extension) +
           nearFileHint(submission.files.front().name, languages);
}

/// Unset when the time of any of them is not known: it may be the newest.
std::optional<std::chrono::system_clock::time_point> newestOf(const std::vector<files::Entry>& entries)
{
    std::optional<std::chrono::system_clock::time_point> newest;
    for (const files::Entry& entry : entries) {
        if (entry.modified == std::chrono::system_clock::time_point())
            return std::nullopt;
        newest = newest ? std::max(*newest, entry.modified) : entry.modified;
    }
    return newest;
}

/// Encodings that compilers see otherwise than they were handed in. As they decide the program's meaning,
/// they are part of its content.
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
        const TextEncoding encoding = textEncodingOf(*head);
        if (encoding == TextEncoding::AsItIs)
            continue;
        submission.notes.push_back(encodingNote(file.name, encoding));
        hasher.add("read as UTF-8 without a mark");
        hasher.add(file.name);
    }
    return {};
}

Result<void> hashFiles(model::Submission& submission, const std::vector<model::Language>& languages)
{
    files::Hasher hasher;
    hasher.add("assize.submission/1");
    for (model::SourceFile& file : submission.files) {
        hasher.add(file.name);
        files::Hasher alone;
        if (Result<void> done = hasher.addFile(file.path, kHashedBytes, nullptr, &alone); !done)
            return done;
        // The hash of a larger file does not cover all of it.
        if (file.size < kHashedBytes)
            file.hash = alone.hex();
    }
    // Another entry point makes another program of the same files.
    if (!submission.entryPoint.empty()) {
        hasher.add("entry point");
        hasher.add(submission.entryPoint);
    }
    if (Result<void> done = noteEncodings(submission, languages, hasher); !done)
        return done;
    submission.contentHash = hasher.hex();
    return {};
}

/// All that decides the result of hashFiles.
files::HashMemory::Question questionOf(const model::Submission& submission,
                                       const std::vector<model::Language>& languages)
{
    files::HashMemory::Question question;
    question.purpose = "submission/1";
    question.words = {submission.entryPoint, submission.language};
    const auto language = std::find_if(languages.begin(), languages.end(), [&](const model::Language& one) {
        return one.id == submission.language;
    });
    if (language != languages.end())
        question.words.insert(question.words.end(), language->extensions.begin(), language->extensions.end());
    for (const model::SourceFile& file : submission.files) {
        question.files.push_back(file.path);
        question.words.push_back(file.name);
    }
    return question;
}

} // namespace

Result<SourceTree> readSourceTree(const std::filesystem::path& folder, const IsHandInFolder& isHandInFolder)
{
    Result<files::Listing> listing = files::listFolder(folder);
    if (!listing)
        return Error{ErrorKind::InvalidInput, listing.error().message};
    SourceTree tree;
    tree.truncated = listing->truncated;
    TreeReader(tree, isHandInFolder).read(std::move(listing->entries), "", 0);
    return tree;
}

Result<void> addToSourceTree(const std::filesystem::path& folder, const std::string& below,
                             const IsHandInFolder& isHandInFolder, SourceTree& tree)
{
    Result<files::Listing> listing = files::listFolder(folder);
    if (!listing)
        return std::move(listing).error();
    tree.truncated = tree.truncated || listing->truncated;
    const int depth = 1 + static_cast<int>(std::count(below.begin(), below.end(), '/'));
    TreeReader(tree, isHandInFolder).read(std::move(listing->entries), below + "/", depth);
    return {};
}

std::optional<std::string> complete(model::Submission& submission, const std::vector<files::Entry>& entries,
                                    const std::vector<model::Language>& languages, bool answers,
                                    files::HashMemory* memory)
{
    const std::size_t notes = submission.notes.size();
    std::sort(submission.files.begin(), submission.files.end(),
              [](const model::SourceFile& a, const model::SourceFile& b) { return a.name < b.name; });
    if (answers)
        submission.language = model::kAnswerLanguage;
    if (submission.language.empty()) {
        if (std::optional<std::string> reason = setLanguage(submission, languages))
            return reason;
    }
    submission.submittedAt = newestOf(entries);
    files::HashMemory::Look before;
    if (memory != nullptr)
        before = memory->lookAt(questionOf(submission, languages));
    if (before.known) {
        submission.contentHash = std::move(before.known->hash);
        return std::nullopt;
    }
    if (const Result<void> done = hashFiles(submission, languages); !done)
        return done.error().message;
    // The notes on its files come from reading them.
    if (memory != nullptr && submission.notes.size() == notes)
        memory->learn(before, {submission.contentHash});
    return std::nullopt;
}

} // namespace assize::intake
