// SPDX-License-Identifier: GPL-3.0-or-later
// Tests that people write for their own programs and hand in beside them. Pure; any thread.
#pragma once

#include <string_view>

namespace assize::intake {

/// Whether a file, or the class `className` (Java, Kotlin; may be empty) in it, is called as the runners of
/// tests look for them: *.test.* and *.spec.* (Jest, Mocha), test_* and *_test (pytest, go test), and of Java
/// and Kotlin *Test and *Tests (JUnit). `kind` is model::Language::entryPoint.
bool isCalledLikeTest(std::string_view kind, std::string_view file, std::string_view className);

} // namespace assize::intake
