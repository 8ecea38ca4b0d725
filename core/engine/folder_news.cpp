// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/folder_news.h"

#include "engine/contest_state.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

namespace assize::engine {
namespace {

/// Which hand-in a file belongs to.
class Owners
{
public:
    explicit Owners(const std::vector<HandInFiles>& handIns)
    {
        for (const HandInFiles& handIn : handIns) {
            m_owners.emplace(handIn.file, &handIn);
            for (const std::string& file : handIn.files)
                m_owners.emplace(file, &handIn);
        }
    }
    /// Nullptr: none that is known.
    const HandInFiles* of(std::string_view file) const
    {
        for (;;) {
            if (const auto found = m_owners.find(file); found != m_owners.end())
                return found->second;
            const std::size_t slash = file.rfind('/');
            if (slash == std::string_view::npos)
                return nullptr;
            file = file.substr(0, slash);
        }
    }

private:
    std::unordered_map<std::string_view, const HandInFiles*> m_owners;
};

} // namespace

std::vector<HandInFiles> handInFilesOf(const ContestState& state)
{
    std::error_code error;
    const std::string folder =
        std::filesystem::absolute(state.contest().submissionsFolder, error).native() + '/';
    std::vector<HandInFiles> all;
    all.reserve(state.submissions().size());
    for (const SubmissionView& view : state.submissions()) {
        HandInFiles& handIn = all.emplace_back();
        handIn.file = view.submission.file;
        for (const model::SourceFile& file : view.submission.files) {
            if (file.path.native().starts_with(folder))
                handIn.files.push_back(file.path.native().substr(folder.size()));
        }
    }
    return all;
}

FolderNews newsOf(const FolderStamps& before, const FolderStamps& now,
                  const std::vector<HandInFiles>& handIns)
{
    if (before.files == now.files)
        return {};
    const Owners owners(handIns);
    std::set<std::string_view> added;
    std::set<const HandInFiles*> touched;
    for (const auto& [file, stamp] : now.files) {
        const auto known = before.files.find(file);
        if (known != before.files.end() && known->second == stamp)
            continue;
        if (const HandInFiles* owner = owners.of(file))
            touched.insert(owner);
        else if (known == before.files.end())
            added.insert(handInOf(file));
    }
    for (const auto& [file, stamp] : before.files) {
        if (!now.files.contains(file)) {
            if (const HandInFiles* owner = owners.of(file))
                touched.insert(owner);
        }
    }
    FolderNews news;
    news.added = static_cast<int>(added.size());
    for (const HandInFiles* handIn : touched) {
        const auto isThere = [&now](const std::string& file) { return now.files.contains(file); };
        const bool remains =
            isThere(handIn->file) || std::any_of(handIn->files.begin(), handIn->files.end(), isThere);
        ++(remains ? news.changed : news.removed);
    }
    return news;
}

void SettlingFolder::look(const FolderStamps& now, TimePoint at)
{
    m_settled.folders = now.folders;
    for (const auto& [file, stamp] : now.files)
        see(file, stamp, at);
    std::vector<std::string> gone;
    for (const auto& [file, stamp] : m_settled.files) {
        if (!now.files.contains(file))
            gone.push_back(file);
    }
    // A file that came and went before it was believed is forgotten.
    std::erase_if(m_changing, [&](const auto& change) {
        return !now.files.contains(change.first) && !m_settled.files.contains(change.first);
    });
    for (const std::string& file : gone)
        see(file, std::nullopt, at);
}

void SettlingFolder::see(const std::string& file, const std::optional<FileStamp>& stamp, TimePoint at)
{
    const auto known = m_settled.files.find(file);
    const bool isKnown = known == m_settled.files.end() ? !stamp : stamp == known->second;
    if (isKnown) {
        m_changing.erase(file);
        return;
    }
    const auto [change, isNew] = m_changing.try_emplace(file, Change{stamp, at});
    if (!isNew && change->second.stamp != stamp)
        change->second = {stamp, at};
    if (at - change->second.since < kQuiet)
        return;
    if (stamp)
        m_settled.files.insert_or_assign(file, *stamp);
    else
        m_settled.files.erase(file);
    m_changing.erase(change);
}

} // namespace assize::engine
