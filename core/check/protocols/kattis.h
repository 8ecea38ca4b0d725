// SPDX-License-Identifier: GPL-3.0-or-later
// The protocol of Kattis, DOMjudge and the ICPC package formats: a validator that says 42 (accepted) or 43
// (wrong answer).
//
// It runs as `validator input answer feedbackdir/ [flags] < output` (legacy specification, "Output
// validators"; 2025-09, "Output Validator"). Exit 42 is AC, 43 WA; anything else, a crash or a limit met is
// JE with the reason. The message is the feedback folder's judgemessage.txt, capped; teammessage.txt where
// there is none.
//
// The feedback folder is the work folder itself, "./": only from there can files be brought back.
//
// score.txt (a score) or score_multiplier.txt (0 to 1) are read by CheckContext::scores; JE where such a file
// must not be (with 43, in a problem without scores, both at once), is missing though required, or holds no
// such number.
//
// With CheckContext::feedback the validator judges one pass: nextpass.in beside 42 asks for another. JE where
// it stands beside 43 or asks for more passes than there may be. The input is then that of this pass. Without
// it nextpass.in means nothing.
#pragma once

#include "check/protocols/protocol.h"

namespace assize::check {

const Protocol& kattisProtocol();

} // namespace assize::check
