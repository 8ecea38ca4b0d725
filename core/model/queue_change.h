// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace assize::model {

/// The changes that people can make to submissions that wait for being judged or are under way.
enum class QueueChange {
    Cancel,   ///< there will be no judgement
    PutFirst, ///< before all other submissions; several keep their order
    Pause,    ///< runs under way end, and no further run of it starts until Resume
    Resume,
};

} // namespace assize::model
