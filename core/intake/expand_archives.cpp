// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/expand_archives.h"

#include "files/archive.h"
#include "files/read.h"

#include <algorithm>

namespace assize::intake {
namespace {

/// By its name; a file without any ending by its content.
bool looksLikeArchive(const files::Entry& entry)
{
    const std::string name = entry.path.filename().native();
    return files::hasArchiveName(name) ||
           (name.find('.') == std::string::npos && files::isArchive(entry.path));
}

void addFoldersOf(std::string_view name, std::set<std::string, std::less<>>& folders)
{
    for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
         slash = name.find('/', slash + 1))
        folders.emplace(name.substr(0, slash));
}

} // namespace

ExpandedArchives::ExpandedArchives(SourceTree& tree, Archives& archives, const IsHandInFolder& isHandInFolder,
                                   const IsProblem& isProblem)
{
    const auto firstArchive = std::stable_partition(
        tree.files.begin(), tree.files.end(), [](const files::Entry& e) { return !looksLikeArchive(e); });
    const std::vector<files::Entry> found(firstArchive, tree.files.end());
    if (found.empty())
        return;
    tree.files.erase(firstArchive, tree.files.end());
    for (const files::Entry& entry : tree.files)
        addFoldersOf(entry.name, m_folders);
    for (const files::Entry& archive : found)
        expand(archive, tree, archives, isHandInFolder, isProblem);
    std::sort(tree.files.begin(), tree.files.end(),
              [](const files::Entry& a, const files::Entry& b) { return a.name < b.name; });
    std::sort(tree.topFolders.begin(), tree.topFolders.end());
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the names of their types say which is which
void ExpandedArchives::expand(const files::Entry& archive, SourceTree& tree, Archives& archives,
                              const IsHandInFolder& isHandInFolder, const IsProblem& isProblem)
{
    std::string below = files::withoutArchiveEnding(archive.name);
    if (m_folders.contains(below) || m_expanded.contains(below)) {
        tree.unmatched.push_back({archive.name, "beside it lies " + files::quoted(below) +
                                                    ", which is taken; remove one of the two"});
        return;
    }
    Result<OpenedArchive> opened = archives.open(archive.path);
    if (!opened) {
        tree.unmatched.push_back({archive.name, "the archive cannot be unpacked: " + opened.error().message});
        tree.unreadable.push_back(tree.unmatched.back());
        return;
    }
    std::filesystem::path folder = opened->folder;
    const std::string stem = std::filesystem::path(below).filename().native();
    for (;;) {
        const Result<files::Listing> listing = files::listFolder(folder);
        if (!listing || listing->entries.size() != 1 || !listing->entries.front().isFolder())
            break;
        const std::string& name = listing->entries.front().name;
        if (name.starts_with('.') || (name != stem && isProblem(name)))
            break;
        folder = listing->entries.front().path;
    }
    const std::size_t before = tree.files.size();
    if (Result<void> added = addToSourceTree(folder, below, isHandInFolder, tree); !added) {
        tree.unmatched.push_back({archive.name, added.error().message});
        tree.unreadable.push_back(tree.unmatched.back());
        return;
    }
    if (tree.files.size() == before) {
        tree.unmatched.push_back({archive.name, "the archive holds no file that can be used"});
        return;
    }
    // Files in an archive are handed in when the archive is.
    for (std::size_t i = before; i < tree.files.size(); ++i)
        tree.files[i].modified = archive.modified;
    if (below.find('/') == std::string::npos)
        tree.topFolders.push_back(below);
    tree.archives.insert(below);
    m_expanded.emplace(std::move(below), Expanded{archive.name, opened->folder, std::move(*opened)});
}

/// The archive that a name of the tree lies in, or is; `rest`: what follows, with its slash.
const ExpandedArchives::Expanded* ExpandedArchives::archiveOf(std::string_view name, std::string& rest) const
{
    for (std::size_t end = name.find('/');; end = name.find('/', end + 1)) {
        if (const auto found = m_expanded.find(name.substr(0, end)); found != m_expanded.end()) {
            rest = end == std::string_view::npos ? "" : name.substr(end);
            return &found->second;
        }
        if (end == std::string_view::npos)
            return nullptr;
    }
}

std::string ExpandedArchives::named(const std::string& name) const
{
    std::string rest;
    const Expanded* archive = archiveOf(name, rest);
    return archive == nullptr ? name : archive->name + rest;
}

/// The archive that all files of a submission come from. Its `file` is still the one of
/// the tree, which tells archives of one content apart: they share a folder.
const ExpandedArchives::Expanded* ExpandedArchives::onlyArchiveOf(const model::Submission& submission) const
{
    const auto holds = [](std::string_view outer, std::string_view inner) {
        return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
    };
    for (const auto& [below, expanded] : m_expanded) {
        const std::string start = expanded.folder.native() + "/";
        if ((holds(below, submission.file) || holds(submission.file, below)) &&
            std::all_of(submission.files.begin(), submission.files.end(),
                        [&](const model::SourceFile& file) { return file.path.native().starts_with(start); }))
            return &expanded;
    }
    return nullptr;
}

void ExpandedArchives::nameAll(Found& found) const
{
    if (m_expanded.empty())
        return;
    for (model::UnmatchedFile& file : found.unmatched)
        file.file = named(file.file);
    for (Diagnostic& diagnostic : found.diagnostics)
        diagnostic.where = named(diagnostic.where);
    for (model::Submission& submission : found.unusable)
        submission.file = named(submission.file);
    std::map<const Expanded*, std::vector<model::Submission*>> submissions;
    for (model::Submission& submission : found.submissions) {
        if (const Expanded* archive = onlyArchiveOf(submission))
            submissions[archive].push_back(&submission);
        submission.file = named(submission.file);
        for (model::UnmatchedFile& file : submission.leftOut)
            file.file = named(file.file);
    }
    for (const auto& [below, archive] : m_expanded) {
        const std::vector<model::Submission*>& of = submissions[&archive];
        model::Submission* only = of.size() == 1 ? of.front() : nullptr;
        std::vector<model::UnmatchedFile> leftOut;
        for (const model::UnmatchedFile& member : archive.opened.leftOut)
            leftOut.push_back({archive.name + "/" + member.file, member.reason});
        if (only == nullptr) {
            found.unmatched.insert(found.unmatched.end(), leftOut.begin(), leftOut.end());
            for (const std::string& note : archive.opened.notes)
                found.diagnostics.push_back({Diagnostic::Level::Info, archive.name, note});
            continue;
        }
        only->file = archive.name;
        only->notes.insert(only->notes.end(), archive.opened.notes.begin(), archive.opened.notes.end());
        const auto inside =
            std::stable_partition(found.unmatched.begin(), found.unmatched.end(),
                                  [folder = archive.name + "/"](const model::UnmatchedFile& file) {
                                      return !file.file.starts_with(folder);
                                  });
        only->leftOut.insert(only->leftOut.end(), inside, found.unmatched.end());
        found.unmatched.erase(inside, found.unmatched.end());
        only->leftOut.insert(only->leftOut.end(), leftOut.begin(), leftOut.end());
        std::sort(
            only->leftOut.begin(), only->leftOut.end(),
            [](const model::UnmatchedFile& a, const model::UnmatchedFile& b) { return a.file < b.file; });
    }
}

} // namespace assize::intake
