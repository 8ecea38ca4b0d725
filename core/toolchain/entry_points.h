// SPDX-License-Identifier: GPL-3.0-or-later
// Where programs start, found by reading their source. Pure functions of the text; a text that does not
// compile gives some answer and the compiler gives the message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assize::toolchain {

/// The classes of a source file of Java or Kotlin that decide its start and its name.
struct ClassFileUnit
{
    /// Binary names (as `java` takes them, e.g. "bin.Outer$Inner") of the classes with a main method, in
    /// order.
    std::vector<std::string> mainClasses;
    /// Java: the name of the public class (interface, enum, record) at the top, which the file must have too.
    std::string publicType;
};

/// `public static void main(String[])` in a class that is not local (Java Language Specification 17,
/// section 12.1.4), with Unicode escapes in any place.
ClassFileUnit readJava(std::string_view source);

/// `fun main` at the top of the file, whose class is called after the file (`fileName`, without folders) or
/// @file:JvmName; or @JvmStatic in an object or companion object.
ClassFileUnit readKotlin(std::string_view source, std::string_view fileName);

/// Whether the file is a unit or library and not a program.
bool isPascalUnit(std::string_view source);

/// Whether a program may start in a file. Possible: it is a script, which need not say so, or the compiler's
/// conditions (#if) decide.
enum class EntryPoint { None, Possible, Certain };

/// Whether analyseSources finds the start of programs of the kind (model::Language::entryPoint) by reading
/// them; where not, it goes by files' names, or by the submission's own word (model::Submission::entryPoint).
bool findsEntryPoint(std::string_view kind);

/// `kind` is model::Language::entryPoint; for a kind that is not known here the answer is Possible.
EntryPoint entryPointOf(std::string_view kind, std::string_view source, std::string_view fileName);

/// Whether programs of the kind are not linked of all their files, but name those that they use.
bool isScript(std::string_view kind);

/// The modules (last parts of their names, without extension) that a script imports in so many words.
/// Kinds other than "python" and "javascript" have none.
std::vector<std::string> importedModules(std::string_view kind, std::string_view source);

} // namespace assize::toolchain
