// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/recognise.h"

#include "package/readers.h"

#include <algorithm>
#include <iterator>

namespace assize::package {
namespace {

/// A format that is known but not read: a file or folder that gives it away, and its name.
struct Foreign
{
    const char* mark;
    const char* name;
};

constexpr Foreign kForeign[] = {
    {"init.yml", "a DMOJ package"},    {"task.yaml", "a CMS task"},
    {"task.yml", "a CMS task"},        {"problem.json", "a TPS task"},
    {"config.yml", "a sinol package"}, {"testdata/config.yaml", "a Hydro package"},
};

} // namespace

Recognised recognise(const std::filesystem::path& path)
{
    const Result<PackageView> view = PackageView::of(path);
    Recognised best;
    if (!view) {
        best.reason = view.error().message;
        best.unreadable = true;
        return best;
    }
    std::string other;
    for (const Reader* reader : readers()) {
        Recognition seen = reader->recognise(*view);
        if (seen.confidence == Confidence::None)
            continue;
        if (seen.confidence == best.recognition.confidence)
            other = std::string(reader->name()) + " (" + seen.reason + ")";
        if (seen.confidence <= best.recognition.confidence)
            continue;
        other.clear();
        best.reader = reader;
        best.recognition = std::move(seen);
    }
    const auto foreign = std::find_if(std::begin(kForeign), std::end(kForeign),
                                      [&](const Foreign& one) { return view->has(one.mark); });
    const bool isForeign = foreign != std::end(kForeign);
    // Inputs in some sub-folder may well be the tests of a format that is not read.
    if (best.reader == nullptr || (isForeign && best.recognition.confidence == Confidence::Possible)) {
        best.reader = nullptr;
        best.reason = isForeign
                          ? "this looks like " + std::string(foreign->name) + " (it has " + foreign->mark +
                                "), which this version of Assize does not read; it reads ICPC/Kattis "
                                "packages, Polygon packages and folders of .in and .ans files"
                          : "this is no problem package: expected a problem.yaml, a folder data/secret, "
                            "a Polygon problem.xml, or files *.in with *.ans or *.out";
        best.format = isForeign ? foreign->name : "";
        return best;
    }
    best.format = best.recognition.format;
    best.readable = true;
    best.reason = best.recognition.reason;
    if (isForeign && best.recognition.confidence < Confidence::Certain)
        other = std::string(foreign->name) + " (it has " + foreign->mark +
                "), whose settings this version of Assize does not read,";
    if (!other.empty())
        best.doubt = "read as " + std::string(best.reader->name()) + " (" + best.reason +
                     "); it looks like " + other + " as well";
    return best;
}

} // namespace assize::package
