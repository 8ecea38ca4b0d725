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

Result<std::unique_ptr<store::Store>> openToLook(const DatabasePlace& place)
{
    std::error_code error;
    if (std::filesystem::exists(place.file, error))
        return store::Store::open(place.file, {true, place.earlier});
    if (!place.earlier.empty())
        return store::Store::open(place.earlier, {true, {}});
    return std::unique_ptr<store::Store>();
}

Result<std::unique_ptr<store::Store>> openToJudge(const ContestPlace& options)
{
    const DatabasePlace place = databaseOf(options);
    std::error_code error;
    if (!options.database)
        std::filesystem::create_directories(place.file.parent_path(), error);
    return store::Store::open(place.file, {false, place.earlier});
}

std::optional<Diagnostic> storageNote(const DatabasePlace& place, const store::Store* store,
                                      std::size_t judgements, bool readOnly)
{
    const auto note = [&place](std::string text, const Remedy& remedy = {}) {
        return Diagnostic{Diagnostic::Level::Info, place.file.native(), std::move(text), remedy};
    };
    const std::string own = toPrintableLine(place.newResults.native());
    if (place.file != place.newResults)
        return note("Results are read from " + toPrintableLine(place.file.native()) +
                    (place.isBeside ? ", where they went while nothing could be written beside the contest"
                                    : ", where nothing can be written") +
                    ". New ones would go to " + own + ".");
    if (place.earlier.empty() || !store)
        return std::nullopt;
    const std::string earlier = toPrintableLine(place.earlier.native());
    const store::TakenOver& taken = store->takenOver();
    if (taken.failed)
        return note((place.isBeside
                         ? "Results of when nothing could be written beside the contest cannot be read: "
                         : "Results that lie where nothing can be written cannot be read: ") +
                        taken.failed->message,
                    taken.failed->remedy);
    // Where new results go there may be nothing yet.
    const std::size_t count =
        store->file() == place.earlier ? judgements : static_cast<std::size_t>(taken.judgements);
    const std::string number = std::to_string(count) + (count == 1 ? " result" : " results");
    if (place.isBeside) {
        if (count == 0)
            return std::nullopt;
        return note(number + " of " + earlier +
                    ", where they went while nothing could be written beside the contest, " +
                    (count == 1 ? "is" : "are") +
                    (readOnly ? " shown, too."
                              : " shown, too, and copied to " + own + " before anything is judged."));
    }
    std::string text = "Nothing can be written to " + earlier + ", so that new results go to " + own + ".";
    if (count > 0)
        text += " " + number +
                (readOnly ? " of the former are shown, too." : " of the former are copied there first.");
    return note(std::move(text));
}

} // namespace assize::engine
