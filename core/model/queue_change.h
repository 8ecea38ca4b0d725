// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace assize::model {

/// What people do with submissions that wait for being judged or are under way.
enum class QueueChange {
    Cancel,   ///< there will be no judgement
    PutFirst, ///< before all others; of several, in their order
    Pause,    ///< what runs ends, and nothing more of it starts until Resume
    Resume,
};

} // namespace assize::model
