// SPDX-License-Identifier: GPL-3.0-or-later
// Tests that people write for their own programs and hand in beside them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

/// Whether a file, or the class `className` (Java, Kotlin; may be empty) in it, is called as the runners of
/// tests look for them: *.test.* and *.spec.* (Jest, Mocha), test_* and *_test (pytest, go test), and of Java
/// and Kotlin *Test and *Tests (JUnit). `kind` is model::Language::entryPoint.
bool isCalledLikeTest(std::string_view kind, std::string_view file, std::string_view className);

/// The framework for tests that a source in Java or Kotlin imports, which no judge has, such as "org.junit";
/// empty: none.
std::string testFrameworkOf(std::string_view text);

/// The names that a source in Java or Kotlin declares at its top: classes, interfaces and the like, and
/// Kotlin's functions.
std::vector<std::string_view> declaredNames(std::string_view text);

bool isWordCharacter(char c);

} // namespace assize::intake
