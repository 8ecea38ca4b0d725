// SPDX-License-Identifier: GPL-3.0-or-later
// The state and functions that the parts of the reader of Polygon packages share. Only for the files of this
// folder.
#pragma once

#include "files/folder.h"
#include "model/problem.h"
#include "package/common/reading.h"
#include "package/common/xml_file.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// The files of a package by their paths in problem.xml. Folders are listed once, when first asked for.
class PackageFiles
{
public:
    explicit PackageFiles(const Reading& reading) : m_reading(reading) {}

    /// The usable regular file at `path`, relative to the package; else nullptr and, in `why`, the reason:
    /// "is missing", "is a FIFO", ...
    const files::Entry* find(const std::string& path, std::string& why);

private:
    struct Folder
    {
        std::string problem;
        std::map<std::string, files::Entry, std::less<>> entries;
    };
    const Folder& folder(const std::string& path);

    const Reading& m_reading;
    std::map<std::string, Folder, std::less<>> m_folders;
};

/// One Polygon package being read.
struct PolygonReading
{
    Reading& reading;
    model::Problem& problem;
    const XmlFile& xml;
    PackageFiles files;
    /// Headers that programs of the jury may include, testlib.h among them.
    std::vector<std::filesystem::path> headers{};

    void report(Diagnostic::Level level, pugi::xml_node node, std::string_view what, std::string message)
    {
        reading.diagnostics.push_back({level, xml.where(node, what), std::move(message)});
    }
    void error(pugi::xml_node node, std::string_view what, std::string message)
    {
        report(Diagnostic::Level::Error, node, what, std::move(message));
    }
    void warning(pugi::xml_node node, std::string_view what, std::string message)
    {
        report(Diagnostic::Level::Warning, node, what, std::move(message));
    }
    void info(pugi::xml_node node, std::string_view what, std::string message)
    {
        report(Diagnostic::Level::Info, node, what, std::move(message));
    }
};

/// Whether `path` is relative and stays below the folder that it is relative to.
bool staysBelow(std::string_view path);

/// tests.cpp: limits, tests, groups and points.
void readPolygonTests(PolygonReading& polygon);

/// programs.cpp: the program whose <source> is `source`. Nullopt: a diagnostic of `level` says why.
std::optional<model::JuryProgram> readPolygonProgram(PolygonReading& polygon, pugi::xml_node source,
                                                     std::string_view what, Diagnostic::Level level);
/// Headers and files that are added to solutions; the first of the programs' parts to be read.
void readPolygonResources(PolygonReading& polygon);
/// Checker, interactor, validators and their tests, generators of the tests that are missing.
void readPolygonPrograms(PolygonReading& polygon);

/// solutions.cpp
void readPolygonSolutions(PolygonReading& polygon);

} // namespace assize::package
