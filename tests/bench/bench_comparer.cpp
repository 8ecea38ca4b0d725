// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the default output validator is, beside memcmp of two equal buffers (the limit) and beside streams
// of tokens (the obvious way), in the same run.
#include "check/default_validator.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <random>
#include <sstream>
#include <string>

using namespace assize;

namespace {

constexpr std::size_t kSize = 32 << 20;

/// Seconds of the fastest of five calls.
double fastest(const std::function<bool()>& work)
{
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (!work())
            std::puts("  the outputs were not accepted: this is no measurement");
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        best = std::min(best, taken.count());
    }
    return best;
}

std::string integers(const char* separator)
{
    std::mt19937 random(1);
    std::string text;
    for (std::size_t i = 0; i < kSize / 10; ++i)
        text += std::to_string(random() % 1'000'000'000) + separator;
    return text;
}

std::string decimals(const char* format)
{
    std::mt19937 random(1);
    std::string text;
    for (std::size_t i = 0; i < kSize / 16; ++i) {
        char buffer[64];
        std::snprintf(buffer, sizeof buffer, format, static_cast<double>(random()) / 1e5);
        text += buffer;
    }
    return text;
}

double obviousSeconds(const std::string& answer, const std::string& output)
{
    return fastest([&] {
        std::istringstream a(answer);
        std::istringstream b(output);
        std::string x;
        std::string y;
        while (a >> x) {
            if (!(b >> y) || x != y)
                return false;
        }
        return !(b >> y);
    });
}

void measure(const char* name, const std::string& answer, const std::string& output,
             const check::DefaultValidatorOptions& options, double limit)
{
    const double seconds = fastest([&] {
        return check::compareByDefaultValidator({.answer = answer, .output = output}, options).verdict ==
               model::Verdict::AC;
    });
    const double mebibytes = static_cast<double>(answer.size()) / (1 << 20);
    std::printf("%-44s %8.0f MiB/s   %6.2f x memcmp\n", name, mebibytes / seconds,
                seconds / mebibytes / limit);
}

} // namespace

int main()
{
    const std::string lines = integers("\n");
    const std::string copy = lines;
    const double limit = fastest([&] { return std::memcmp(lines.data(), copy.data(), lines.size()) == 0; }) /
                         (static_cast<double>(lines.size()) / (1 << 20));
    std::printf("%-44s %8.0f MiB/s   %6.2f x memcmp\n", "memcmp", 1 / limit, 1.0);
    const double obvious = obviousSeconds(lines, copy) / (static_cast<double>(lines.size()) / (1 << 20));
    std::printf("%-44s %8.0f MiB/s   %6.2f x memcmp\n", "streams of tokens", 1 / obvious, obvious / limit);

    check::DefaultValidatorOptions exact;
    exact.caseSensitive = true;
    exact.spaceChangeSensitive = true;
    check::DefaultValidatorOptions tolerance;
    tolerance.absoluteTolerance = 1e-3;
    tolerance.relativeTolerance = 1e-6;
    measure("integers, equal", lines, copy, {}, limit);
    measure("integers, equal, every byte matters", lines, copy, exact, limit);
    measure("integers, space instead of newline", lines, integers(" "), {}, limit);
    measure("integers, CR LF", lines, integers("\r\n"), {}, limit);
    std::string upper = std::string(kSize, 'a');
    for (std::size_t i = 7; i < upper.size(); i += 8)
        upper[i] = '\n';
    std::string lower = upper;
    std::replace(upper.begin(), upper.end(), 'a', 'A');
    measure("words, other case", lower, upper, {}, limit);
    measure("numbers, equal, with tolerance", decimals("%.9f\n"), decimals("%.9f\n"), tolerance, limit);
    measure("numbers, other digits, with tolerance", decimals("%.9f\n"), decimals("%.6f\n"), tolerance,
            limit);
    measure("one token of 32 MiB", std::string(kSize, 'x'), std::string(kSize, 'x'), {}, limit);
    measure("one token of 32 MiB, other case", std::string(kSize, 'x'), std::string(kSize, 'X'), {}, limit);
    return 0;
}
