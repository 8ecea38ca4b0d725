// SPDX-License-Identifier: GPL-3.0-or-later
// Where programs start, found by reading their source. Pure functions of the text; a text that does not
// compile gives some answer and the compiler gives the message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assize::toolchain {

/// What a source file of Java or Kotlin says about itself.
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

} // namespace assize::toolchain
