// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/language.h"

#include <string>
#include <string_view>

namespace assize::exec {

/// Of a Python program that ended because a module is missing (`reason`: the last line that the interpreter
/// wrote): which interpreter it was, and, for libraries that people expect, which interpreter or package
/// would have it. Empty for everything else. Bytes. Pure.
std::string missingModuleNote(std::string_view reason, const model::Language& language);

} // namespace assize::exec
