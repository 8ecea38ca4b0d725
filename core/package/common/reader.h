// SPDX-License-Identifier: GPL-3.0-or-later
// The interface of the readers of problem packages, one per family of formats.
//
// A reader is one stateless object in a folder of its own, whose reader.h documents the format's quirks.
// To add a reader: write it and put it into the table of package/readers.cpp. read_package.cpp does the work
// that is the same for all formats: it opens the folder or archive, asks all readers whether they recognise
// it, lets the surest reader read, and completes the problems (common flags, content hash).
#pragma once

#include "model/problem.h"
#include "package/common/package_view.h"
#include "package/common/reading.h"

#include <string>
#include <vector>

namespace assize::package {

/// How sure a reader is that something is a package of its format.
enum class Confidence {
    None,     ///< it is not
    Possible, ///< nothing speaks against it, e.g. a folder of inputs and answers
    Likely,   ///< it looks like a package of the format, e.g. its settings are there
    Certain,  ///< a mark that no other format has
};

/// A reader's opinion of a folder or file.
struct Recognition
{
    Confidence confidence = Confidence::None;
    /// Exact name of the format, e.g. "icpc-2025-09": becomes Problem::format.
    std::string format{};
    /// The marks by which it was recognised: a phrase for people, e.g. "it has problem.xml with <problem> as
    /// its root".
    std::string reason{};
};

/// Called on one thread at a time per package; readers have no state, so that packages may be read in
/// parallel.
class Reader
{
public:
    Reader() = default;
    virtual ~Reader() = default;
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// The family's name in messages, e.g. "ICPC/Kattis package". Lives as long as the program.
    virtual const char* name() const = 0;
    /// By content: names and beginnings of files, nothing costly.
    virtual Recognition recognise(const PackageView& view) const = 0;
    /// Reads all problems of the package (one, except in collections such as FPS files and LemonLime
    /// contests) and appends them, their id, folder, file, format and name set already by `newProblem`. A
    /// setting or file that cannot be judged as its author meant becomes an Error in `reading`, which refuses
    /// the package.
    virtual void read(Reading& reading, const Recognition& recognition,
                      std::vector<model::Problem>& problems) const = 0;
};

/// A problem of the package with the fields that follow from its place: id and name are those of the folder.
model::Problem newProblem(const Reading& reading, const Recognition& recognition);

} // namespace assize::package
