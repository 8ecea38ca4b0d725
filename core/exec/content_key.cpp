// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/content_key.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <openssl/evp.h>

namespace assize::exec {

void KeyHash::Free::operator()(evp_md_ctx_st* context) const
{
    ::EVP_MD_CTX_free(context);
}

KeyHash::KeyHash(std::string_view purpose) : m_context(::EVP_MD_CTX_new())
{
    // Without a provider for SHA-256 the library has no memory or is broken; there is nothing to fall back
    // to.
    if (!m_context || ::EVP_DigestInit_ex(m_context.get(), ::EVP_sha256(), nullptr) != 1)
        throw std::bad_alloc();
    add(purpose);
}

KeyHash& KeyHash::addRaw(std::string_view bytes)
{
    ::EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
    return *this;
}

KeyHash& KeyHash::add(std::string_view field)
{
    return add(std::uint64_t{field.size()}).addRaw(field);
}

KeyHash& KeyHash::add(const std::vector<std::string>& fields)
{
    add(std::uint64_t{fields.size()});
    for (const std::string& field : fields)
        add(std::string_view(field));
    return *this;
}

KeyHash& KeyHash::add(std::uint64_t field)
{
    std::array<char, 8> bytes{};
    for (unsigned i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(field >> (8 * i));
    return addRaw({bytes.data(), bytes.size()});
}

KeyHash& KeyHash::add(double field)
{
    std::uint64_t bits = 0;
    std::memcpy(&bits, &field, sizeof bits);
    return add(bits);
}

KeyHash& KeyHash::add(const model::Limits& limits)
{
    add(limits.cpuTime)
        .add(limits.effectiveWallTime())
        .add(limits.memory)
        .add(limits.output)
        .add(limits.source);
    add(limits.compileTime).add(limits.compileMemory);
    return add(limits.validationTime).add(limits.validationMemory).add(limits.validationOutput);
}

std::string KeyHash::finish()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    ::EVP_DigestFinal_ex(m_context.get(), digest.data(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < 16; ++i) {
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

namespace {

/// The parts of the problem itself that a result depends on.
void addProblem(KeyHash& hash, const model::Problem& problem)
{
    hash.add(problem.id).add(problem.contentHash);
    hash.add(problem.validation.custom).add(problem.validation.flags);
    hash.add(problem.limits);
    hash.add(std::uint64_t{problem.testCases.size()});
    for (const model::TestCase& test : problem.testCases) {
        hash.add(test.id).add(test.group).add(test.validatorFlags).add(test.limits.has_value());
        if (test.limits)
            hash.add(*test.limits);
    }
}

void addScore(KeyHash& hash, Decimal score)
{
    hash.add(static_cast<std::uint64_t>(score.micros()));
}

void addGrading(KeyHash& hash, const model::TestGroup& group)
{
    const model::Grading& grading = group.grading;
    hash.add(static_cast<std::uint64_t>(grading.verdict)).add(static_cast<std::uint64_t>(grading.score));
    hash.add(grading.acceptIfAnyAccepted).add(grading.ignoreSample).add(grading.breakOnReject);
    hash.add(grading.graderFlags).add(grading.requiredGroups).add(grading.range.has_value());
    if (grading.range) {
        addScore(hash, grading.range->low);
        addScore(hash, grading.range->high);
    }
    hash.add(group.staticValidatorFlags.has_value());
    if (group.staticValidatorFlags)
        hash.add(*group.staticValidatorFlags);
    addScore(hash, group.staticScore);
}

} // namespace

std::string judgementKey(const model::Submission& submission, const std::string& toolchainFingerprint,
                         const model::Problem& problem, const JudgementConditions& conditions)
{
    KeyHash hash("judgement/2");
    hash.add(submission.contentHash).add(submission.language).add(toolchainFingerprint);
    addProblem(hash, problem);
    hash.add(static_cast<std::uint64_t>(problem.maxScore.micros()));
    hash.add(std::uint64_t{problem.groups.size()});
    for (const model::TestGroup& group : problem.groups) {
        hash.add(group.id).add(group.parent.has_value()).add(group.parent.value_or(""));
        hash.add(static_cast<std::uint64_t>(group.maxScore.micros())).add(group.unbounded);
        addGrading(hash, group);
    }
    hash.add(conditions.stopAtFirstFailure);
    // The margin changes how long a run may go on, and with it the measured time.
    hash.add(conditions.runToSafetyMargin ? problem.timeLimitRule.safetyMargin : 0.0);
    return hash.finish();
}

std::string judgementKey(const model::Submission& submission, const model::Toolchain* toolchain,
                         const model::Problem& problem, const JudgementConditions& conditions)
{
    // Answers are not run: no tool decides anything.
    const bool runs = toolchain != nullptr && toolchain->available && !problem.takesAnswers();
    return judgementKey(submission, runs ? toolchain->fingerprint : std::string(), problem, conditions);
}

std::string timeLimitKey(const model::Problem& problem,
                         std::vector<std::pair<std::string, std::string>> accepted)
{
    std::sort(accepted.begin(), accepted.end());
    KeyHash hash("time limit/1");
    addProblem(hash, problem);
    hash.add(problem.timeLimitRule.multiplier).add(problem.timeLimitRule.resolution);
    for (const auto& [contentHash, fingerprint] : accepted)
        hash.add(contentHash).add(fingerprint);
    return hash.finish();
}

} // namespace assize::exec
