// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/contest_database.h"

#include "base/utf8.h"

namespace assize::engine {

DatabasePlace databaseOf(const ContestPlace& options)
{
    std::error_code error;
    if (options.database) {
        const std::filesystem::path given = std::filesystem::absolute(*options.database, error);
        return {given, given, {}, false};
    }
    const std::filesystem::path own = store::defaultDatabase(options.contest);
    const std::filesystem::path beside = store::databaseBeside(options.contest);
    const bool isBeside = own == beside;
    const std::filesystem::path other = isBeside ? store::databaseInDataHome(options.contest) : beside;
    if (!std::filesystem::exists(other, error))
        return {own, own, {}, isBeside};
    if (options.readOnly && !std::filesystem::exists(own, error))
        return {other, own, {}, isBeside};
    return {own, own, other, isBeside};
}

Result<std::unique_ptr<store::Store>> openStore(const ContestPlace& options, const DatabasePlace& place)
{
    std::error_code error;
    if (options.readOnly && !std::filesystem::exists(place.file, error))
        return std::unique_ptr<store::Store>();
    if (!options.database)
        std::filesystem::create_directories(place.file.parent_path(), error);
    return store::Store::open(place.file, {options.readOnly, place.earlier});
}

std::string storageNote(const DatabasePlace& place, const store::Store* store, bool readOnly)
{
    const std::string own = toPrintableLine(place.newResults.native());
    if (place.file != place.newResults)
        return "Results are read from " + toPrintableLine(place.file.native()) +
               (place.isBeside ? ", where they went while nothing could be written beside the contest"
                               : ", where nothing can be written") +
               ". New ones would go to " + own + ".";
    if (place.earlier.empty() || !store)
        return {};
    const std::string earlier = toPrintableLine(place.earlier.native());
    const store::TakenOver& taken = store->takenOver();
    if (taken.failed)
        return (place.isBeside
                    ? "Results of when nothing could be written beside the contest cannot be read: "
                    : "Results that lie where nothing can be written cannot be read: ") +
               taken.failed->message;
    const std::string number =
        std::to_string(taken.judgements) + (taken.judgements == 1 ? " result" : " results");
    if (place.isBeside) {
        if (taken.judgements == 0)
            return {};
        return number + " of " + earlier +
               ", where they went while nothing could be written beside the contest, " +
               (taken.judgements == 1 ? "is" : "are") +
               (readOnly ? " shown, too." : " now in " + own + ", too.");
    }
    std::string text = "Nothing can be written to " + earlier + ", so that new results go to " + own + ".";
    if (taken.judgements > 0)
        text += " " + number +
                (readOnly ? " of the former are shown, too." : " of the former were copied there first.");
    return text;
}

} // namespace assize::engine
