// SPDX-License-Identifier: GPL-3.0-or-later
// The keys under which executables, judgements and computed time limits are kept: hashes of everything that
// decides them.
//
// SHA-256 (of which 128 bits are kept), because contestants choose a part of the hashed bytes: nobody may be
// able to make a source that is taken for another. Pure; any thread.
#pragma once

#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct evp_md_ctx_st;

namespace assize::exec {

/// Hashes a sequence of fields; where a field ends and the next begins counts.
class KeyHash
{
public:
    /// `purpose` keeps keys of different kinds apart and carries their version.
    explicit KeyHash(std::string_view purpose);

    KeyHash& add(std::string_view field);
    KeyHash& add(const std::vector<std::string>& fields);
    KeyHash& add(std::uint64_t field);
    KeyHash& add(std::chrono::nanoseconds field) { return add(static_cast<std::uint64_t>(field.count())); }
    KeyHash& add(double field);
    KeyHash& add(bool field) { return add(std::uint64_t{field}); }
    KeyHash& add(const model::Limits& limits);
    /// Bytes that belong to the field whose length was added before.
    KeyHash& addRaw(std::string_view bytes);

    /// 32 hexadecimal digits. Ends the hash: call it once.
    std::string finish();

private:
    struct Free
    {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// The settings that decide a judgement besides the submission, its toolchain and the problem.
struct JudgementConditions
{
    bool stopAtFirstFailure = false;
    bool runToSafetyMargin = false;
};

/// `problem` with its time limit known. Names, jury submissions and the sandbox do not count: the sandbox
/// measures alike in all its tiers, and a contest that goes on under another sandbox is not judged anew.
std::string judgementKey(const model::Submission& submission, const std::string& toolchainFingerprint,
                         const model::Problem& problem, const JudgementConditions& conditions);

/// The same with the tools that the submission's language has today; `toolchain` nullptr or not available: it
/// is not run.
std::string judgementKey(const model::Submission& submission, const model::Toolchain* toolchain,
                         const model::Problem& problem, const JudgementConditions& conditions);

/// Of a time limit that is computed from `accepted`: pairs of content hash and toolchain fingerprint, in any
/// order.
std::string timeLimitKey(const model::Problem& problem,
                         std::vector<std::pair<std::string, std::string>> accepted);

} // namespace assize::exec
